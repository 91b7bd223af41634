"""Hints about German."""

from __future__ import annotations

from bot.retrieval.languages.hints import LanguageHints, phrases, words

HINTS = LanguageHints(
    stop_words=words("""
        der die das den dem des ein eine einen einem einer eines und oder aber ich du er sie es wir ihr mich dich sich
        uns euch ihm ihn ihnen mein dein sein seine seinen ihre ihren unser wer wen wem wessen was wann wo wohin woher
        wie warum wieso weshalb wozu welche welcher welches welchen ist sind war waren wird werden wurde wurden worden
        bin bist hat haben hatte hatten habe kann konnte soll sollte muss darf will möchte in im an am auf aus bei beim
        mit nach von vom vor zu zum zur für über unter durch gegen ohne um bis seit als wenn dass ob denn weil nicht
        kein keine ja nein doch noch schon auch nur sehr da dort hier jetzt heute man etwas alles bitte eigentlich mal
        gibt sagt sagte sagen ihr eure dieser diese dieses diesen diesem so dann
    """),
    asks={
        "time": phrases("wann, um wie viel uhr, an welchem tag, welches datum, datum"),
        "since": phrases("seit wann, wie lange schon"),
        "place": phrases("wo, wohin, woher, in welcher stadt, welcher ort, in welchem land"),
        "person": phrases("wer, wen, wem, welche person"),
        "owner": phrases("wessen, wem gehört, besitzer, eigentümer"),
        "reason": phrases("warum, wieso, weshalb, aus welchem grund, wozu"),
        "number": phrases("wie viele, wie viel, wieviel, wieviele, wie lange, wie weit"),
        "times": phrases("wie oft"),
        "age": phrases("wie alt, geboren, geburtstag"),
        "price": phrases("wie teuer, was kostet, was kosten, wie viel kostet, preis, gehalt"),
        "manner": phrases("wie"),
    },
    fillers=phrases("""
        kannst du mir sagen, können sie mir sagen, sagen sie mir, sag mal, weißt du, wissen sie, ich möchte wissen,
        ich würde gern wissen, übrigens
    """),
    clause_breaks=words("und aber denn weil obwohl während"),
    smalltalk={
        "greeting": phrases("hallo, guten tag, guten morgen, guten abend, moin, servus, grüß gott, wie geht es dir"),
        "thanks": phrases("danke, danke schön, dankeschön, vielen dank, besten dank, danke sehr"),
        "farewell": phrases("tschüss, auf wiedersehen, bis bald, gute nacht, ciao"),
        "about-bot": phrases("""
            wer bist du, was bist du, bist du ein bot, was kannst du, wie heißt du, hilfe, wer hat dich gemacht
        """),
    },
    introductions=("wer ist {}", "was ist {}"),
    dated=phrases("jetzt, heute, noch, aktuell, derzeit, momentan, bisher, gestern, morgen"),
)
