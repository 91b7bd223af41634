"""Hints about English."""

from __future__ import annotations

from bot.retrieval.languages.hints import LanguageHints, phrases, words

HINTS = LanguageHints(
    stop_words=words("""
        a an the this that these those there here it its he she they them his her hers their theirs him i me my mine
        we us our you your yours who whos whom whose what whats which when
        where why how is are was were be been being am do
        does did done doing have has had having will would shall should can could may might must to of in on at by
        for from with about into onto over after before during between against under above up down out off through
        than then and or but if so as not no nor yes yeah ok okay please just only also too very really quite rather
        even ever any some all both each every either neither other another such same own s t d m re ve ll let get
        got gets getting go goes going went come comes came say says said saying tell tells told give gives gave
        given make makes made take takes took know knows knew thing things one ones someone somebody anyone anybody
        everyone something anything everything nothing else exactly actually basically simply again still already
        yet now today hey lol ngl tbh btw idk gonna wanna gotta kinda sorta tho cuz bc abt pls plz u ur ya yall nah
        huh hm hmm um uh oh ah well maybe perhaps guess wait folks guys man dude bro sir
    """),
    asks={
        "time": phrases("""
            when, what date, which date, what day, which day, date, dates, what time, how soon,
            what year, timetable
        """),
        "place": phrases("""
            where, which city, what city, what place, which place, venue, location, which country,
            what country
        """),
        "person": phrases("who, whos, whom, which person, what person"),
        "owner": phrases("whose, who owns, owner, belongs to, belong to"),
        "reason": phrases("why, what for, how come, for what reason, what made"),
        "since": phrases("since when, for how long, how long has, how long have, since what year"),
        "number": phrases("how many, how much, what number, how long, how far"),
        "times": phrases("how many times, how often"),
        "age": phrases("how old, what age, age, born, birthday, date of birth"),
        "price": phrases("how much does, how much did, cost, costs, price, fee, salary"),
        "manner": phrases("how"),
    },
    fillers=phrases("""
        can you tell me, could you tell me, could you please tell me, please tell me, tell me please, tell me,
        do you know, do you happen to know, i would like to know, i want to know, i wonder, i was wondering,
        just wondering, quick question, by the way, remind me, would you mind telling me, sorry to bother you,
        sorry if this was asked already, any idea, does anyone know, anyone know, can someone tell me,
        can someone explain, can anybody tell me, so, ok so, okay so, lemme guess, i heard that, i heard,
        is it true that, let me know, give me
    """),
    clause_breaks=words("and but so because although though while whereas however"),
    smalltalk={
        "greeting": phrases("""
            hi, hello, hey, hi there, hello there, hey there, hiya, good morning, good afternoon, good evening,
            good day, greetings, howdy, yo, how are you, how are you doing, how is it going, what is up, whats up,
            sup, hello bot, hi bot, hello everyone, hi all, hi everyone, nice to meet you
        """),
        "thanks": phrases("""
            thanks, thank you, thank you very much, thanks a lot, thanks a bunch, many thanks, thx, ty, cheers,
            much appreciated, great thanks, ok thanks, thank you so much, thanks bot, perfect thanks, good bot,
            great, cool, awesome, nice
        """),
        "farewell": phrases("""
            bye, goodbye, good bye, bye bye, see you, see you later, farewell, good night, take care, cya,
            have a nice day, have a good day, later
        """),
        "about-bot": phrases("""
            who are you, what are you, are you a bot, are you human, are you a robot, are you an ai, are you real,
            what can you do, what do you do, what is this bot, who made you, who created you, what is your name,
            how do you work, help, help me, what can i ask, what can i ask you, what should i ask, are you chatgpt,
            who built you
        """),
    },
    introductions=("who is {}", "what is {}"),
    dated=phrases("""
            now, today, still, latest, currently, at the moment, right now, this week, tonight, tomorrow,
            yesterday, so far, as of now, these days
        """),
)
