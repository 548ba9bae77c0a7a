"""The tables of a record file, in SQLite.

Articles and statements carry a ``number`` beside their id: rows refer to it (an id is longer and a foreign file may use
one statement id in several articles), it grows in the order of keeping and means nothing outside the file. Whatever is
looked for has a column of its own; spans are JSON, ``[[start, end], …]``, in code points of ``articles.text``.
"""

__all__ = ["APPLICATION_ID", "TABLES", "UPGRADES", "VERSION"]

APPLICATION_ID = 0x4F6E5265
"""What the header of the file says it is: "OnRe"."""

VERSION = 4
"""The ``user_version`` of the tables below; raised with every change to them."""

# The words of whole articles; the texts themselves stay in articles. vocabulary tells in how many a word stands.
_TEXTS = (
    """
    CREATE VIRTUAL TABLE texts USING fts5 (
        text, content = 'articles', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab (texts, row)",
)

# Which articles report one thing; made anew by every addition.
_STORIES = """
    CREATE TABLE stories (
        id TEXT PRIMARY KEY,
        grain TEXT NOT NULL,
        title TEXT NOT NULL,
        first_day TEXT,                 -- ISO date, NULL: no article of it has one
        last_day TEXT,
        within TEXT,                    -- id of the affair of an event
        articles TEXT NOT NULL          -- JSON list of article ids
    ) WITHOUT ROWID
"""

UPGRADES = {
    1: ("ALTER TABLE statements ADD COLUMN attitude INTEGER NOT NULL DEFAULT 0",),
    2: (*_TEXTS, "INSERT INTO texts (texts) VALUES ('rebuild')"),
    3: (_STORIES,),
}
"""What makes tables of one version those of the next."""

TABLES = (
    """
    CREATE TABLE articles (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        given_id TEXT,
        outlet TEXT,
        url TEXT,
        title TEXT,
        byline TEXT,
        published TEXT,                 -- ISO date
        language TEXT NOT NULL,
        kind TEXT NOT NULL,
        origin TEXT,
        dateline TEXT,                  -- JSON: span, place, month, day, year, agency
        boilerplate TEXT NOT NULL,      -- spans
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX articles_given_id ON articles (given_id) WHERE given_id IS NOT NULL",
    "CREATE INDEX articles_outlet ON articles (outlet)",
    "CREATE INDEX articles_in_time ON articles (coalesce(published, '~'), id)",
    """
    CREATE TABLE persons (
        id TEXT PRIMARY KEY,            -- of the casefolded name
        name TEXT NOT NULL,
        kind TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE speakers (
        article INTEGER NOT NULL REFERENCES articles,
        position INTEGER NOT NULL,
        person TEXT NOT NULL REFERENCES persons,
        name TEXT NOT NULL,             -- as chosen for this article
        kind TEXT NOT NULL,             -- as seen in this article
        mentions TEXT NOT NULL,         -- spans
        PRIMARY KEY (article, position)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE statements (
        number INTEGER PRIMARY KEY,     -- grows in the order of the article's notes
        article INTEGER NOT NULL REFERENCES articles,
        id TEXT NOT NULL,
        form TEXT NOT NULL,
        stance TEXT NOT NULL,
        speaker TEXT,
        person TEXT REFERENCES persons,
        addressee TEXT,
        occasion TEXT,
        occasion_printed TEXT,          -- spans
        when_start TEXT,                -- ISO date, NULL if open
        when_end TEXT,
        when_printed TEXT,              -- spans
        when_why TEXT,                  -- NULL: nothing is known of when
        when_inferred INTEGER NOT NULL,
        inside TEXT,                    -- id of a statement of the same article
        via TEXT NOT NULL,              -- JSON list of names
        document TEXT,
        implicit INTEGER NOT NULL,
        reasons TEXT NOT NULL,          -- JSON list
        confidence REAL NOT NULL,
        made_by TEXT NOT NULL,
        content TEXT NOT NULL,          -- spans
        quoted TEXT NOT NULL,           -- spans in quotation marks, one list for each span of content
        cue TEXT NOT NULL,              -- spans
        source TEXT NOT NULL,           -- spans
        attitude INTEGER NOT NULL DEFAULT 0,
        UNIQUE (article, id)
    )
    """,
    "CREATE INDEX statements_person ON statements (person)",
    "CREATE INDEX statements_form ON statements (form)",
    # Contentless: the words are in articles.text already; rowid is statements.number.
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        content, speaker, outlet, content = '', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TABLE problems (
        number INTEGER PRIMARY KEY,
        article INTEGER REFERENCES articles,    -- NULL: a source that became no article
        stage TEXT NOT NULL,
        message TEXT NOT NULL,
        origin TEXT
    )
    """,
    "CREATE INDEX problems_article ON problems (article)",
    "CREATE UNIQUE INDEX problems_once ON problems (coalesce(origin, ''), stage, message) WHERE article IS NULL",
    """
    CREATE TABLE utterances (
        id TEXT PRIMARY KEY,
        speaker TEXT,
        articles INTEGER NOT NULL,      -- how many print it
        witnesses TEXT NOT NULL,        -- JSON
        places TEXT NOT NULL,           -- JSON
        conflicts TEXT NOT NULL         -- JSON: with which utterances the order is in conflict
    )
    """,
    "CREATE INDEX utterances_most_printed ON utterances (-articles, id)",
    """
    CREATE TABLE witnesses (
        utterance TEXT NOT NULL REFERENCES utterances ON DELETE CASCADE,
        statement INTEGER NOT NULL REFERENCES statements,
        PRIMARY KEY (utterance, statement)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX witnesses_statement ON witnesses (statement)",
    """
    CREATE TABLE findings (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        summary TEXT NOT NULL,
        score REAL NOT NULL,
        evidence TEXT NOT NULL          -- JSON list of [article id, [start, end]]
    ) WITHOUT ROWID
    """,
    *_TEXTS,
    _STORIES,
)
