"""The tables of a record file, in SQLite.

Articles and statements carry a ``number`` beside their id: rows refer to it (an id is longer and a foreign file may use
one statement id in several articles), it grows in the order of keeping and means nothing outside the file. Whatever is
looked for has a column of its own; spans are JSON, ``[[start, end], …]``, in code points of ``articles.text``.
"""

__all__ = ["APPLICATION_ID", "ARTICLE_COLUMNS", "CORRECTABLE", "STATEMENT_COLUMNS", "TABLES", "UPGRADES", "VERSION"]

APPLICATION_ID = 0x4F6E5265
"""What the header of the file says it is: "OnRe"."""

VERSION = 8
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

# Contentless: the words are in articles.text already. rowid is the key of record.index, statements in order of time;
# tags are what a statement is filtered by. name_parts: runs of three letters of the words of names, for those mistyped.
_SEARCH = (
    """
    CREATE VIRTUAL TABLE search USING fts5 (
        content, speaker, outlet, tags, content = '', tokenize = 'unicode61 remove_diacritics 2'
    )
    """,
    # Small pages: skipping in a list of rows goes through a page one by one. Merging: from two pieces of a size on.
    "INSERT INTO search (search, rank) VALUES ('pgsz', 1000)",
    "INSERT INTO search (search, rank) VALUES ('usermerge', 2)",
    "CREATE TABLE name_parts (part TEXT, word TEXT, PRIMARY KEY (part, word)) WITHOUT ROWID",
)
# What record.index makes of every statement, in SQL; a day counts as Python's date.toordinal does.
_SEARCH_FILLED = (
    """
    INSERT INTO search (rowid, content, speaker, outlet, tags) SELECT
        coalesce(
            CAST(julianday(coalesce(s.when_start, s.when_end, a.published)) - 1721424.5 AS INTEGER), 4000000
        ) * 4294967296 + s.number AS key,
        (
            SELECT group_concat(
                substr(
                    a.text, 1 + json_extract(value, '$[0]'), json_extract(value, '$[1]') - json_extract(value, '$[0]')
                ),
                ' […] '
            ) FROM json_each(s.content)
        ),
        s.speaker, a.outlet,
        char(57344) || 's' || s.stance || ' ' || char(57344) || 'f' || s.form
            || CASE WHEN s.occasion IS NULL THEN '' ELSE ' ' || char(57344) || 'o' || hex(s.occasion) END
            || coalesce(' ' || char(57344) || 'p' || substr(a.published, 1, 4), '')
            || coalesce(' ' || char(57344) || 'p' || substr(replace(a.published, '-', ''), 1, 6), '')
            || coalesce(' ' || char(57344) || 'p' || replace(a.published, '-', ''), '')
    FROM statements s JOIN articles a ON a.number = s.article ORDER BY key
    """,
    "CREATE VIRTUAL TABLE names USING fts5vocab (search, col)",
    """
    INSERT INTO name_parts
    WITH RECURSIVE places (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM places WHERE at < 100)
    SELECT DISTINCT substr('  ' || term || ' ', at, 3), term
    FROM names CROSS JOIN places WHERE col IN ('speaker', 'outlet') AND at <= length(term) + 1
    """,
    "DROP TABLE names",
)

# What people correct. The log only grows; corrected is made of it and of what was noted, whenever either changes.
_CORRECTIONS = (
    """
    CREATE TABLE corrections (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL,          -- ids, not numbers: a correction outlives what it is about
        subject TEXT NOT NULL,          -- id of the statement
        field TEXT NOT NULL,
        noted TEXT NOT NULL,
        value TEXT,                     -- NULL: as noted again
        why TEXT NOT NULL,
        made_by TEXT NOT NULL,
        made TEXT NOT NULL              -- ISO date-time, UTC
    ) WITHOUT ROWID
    """,
    "CREATE INDEX corrections_subject ON corrections (article, subject)",
    """
    CREATE TABLE corrected (
        number INTEGER PRIMARY KEY REFERENCES statements,
        gone INTEGER NOT NULL,          -- 1: this is no statement
        form TEXT NOT NULL,
        stance TEXT NOT NULL,
        speaker TEXT,
        person TEXT REFERENCES persons,
        when_start TEXT,
        when_end TEXT,
        when_printed TEXT,
        when_why TEXT,
        when_inferred INTEGER NOT NULL,
        inside TEXT,
        content TEXT NOT NULL,
        quoted TEXT NOT NULL,
        corrections TEXT NOT NULL       -- JSON list of those that show
    )
    """,
    "CREATE INDEX corrected_person ON corrected (person)",
)
ARTICLE_COLUMNS = (
    *("number", "id", "given_id", "outlet", "url", "title", "byline", "published", "language", "kind", "origin"),
    *("dateline", "boilerplate", "text", "modified"),
)
"""The columns of ``articles``, in order."""

STATEMENT_COLUMNS = (
    *("number", "article", "id", "form", "stance", "speaker", "person", "addressee", "occasion", "occasion_printed"),
    *("when_start", "when_end", "when_printed", "when_why", "when_inferred", "inside", "via", "document", "implicit"),
    *("reasons", "confidence", "made_by", "content", "quoted", "cue", "source", "attitude"),
)
"""The columns of ``statements``, in order."""

CORRECTABLE = (
    *("form", "stance", "speaker", "person", "when_start", "when_end", "when_printed", "when_why", "when_inferred"),
    *("inside", "content", "quoted"),
)
"""Those of them that a correction may change, in the order of ``corrected``."""

_VALUES = ", ".join(
    f"CASE WHEN c.number IS NULL THEN s.{name} ELSE c.{name} END AS {name}" if name in CORRECTABLE else f"s.{name}"
    for name in STATEMENT_COLUMNS
)

# What one page printed at different times; both tables are made of the articles whenever one is kept or corrected.
_VERSIONS = (
    "CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL",
    """
    CREATE TABLE superseded (
        article INTEGER PRIMARY KEY REFERENCES articles,
        later INTEGER NOT NULL REFERENCES articles      -- the next version of the same page
    )
    """,
    # Statements whose words a later version of the page prints too.
    "CREATE TABLE repeated (statement INTEGER PRIMARY KEY REFERENCES statements)",
)

# Read these, not the table: standing are all statements as corrected, shown those without what a later version repeats.
_VIEWS = (
    f"""
    CREATE VIEW standing AS
    SELECT {_VALUES}, coalesce(c.corrections, '[]') AS corrected
    FROM statements s LEFT JOIN corrected c ON c.number = s.number WHERE coalesce(c.gone, 0) = 0
    """,  # noqa: S608 - names of columns, from above
    "CREATE VIEW shown AS SELECT * FROM standing WHERE number NOT IN (SELECT statement FROM repeated)",
)

# What was decided by hand about who is one person, by ids of names, the smaller first; and ids of another authority.
_DECISIONS = (
    """
    CREATE TABLE persons_decisions (
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        same INTEGER NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE persons_ids (
        person TEXT PRIMARY KEY,        -- id of a name, on record or not yet
        identifier TEXT NOT NULL
    ) WITHOUT ROWID
    """,
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
    3: ("DROP TABLE search", *_SEARCH, *_SEARCH_FILLED),
    4: ("ALTER TABLE articles ADD COLUMN modified TEXT", *_CORRECTIONS, *_VERSIONS, *_VIEWS),
    5: _DECISIONS,
    6: (_STORIES,),
    7: (
        "ALTER TABLE utterances ADD COLUMN aside TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE utterances ADD COLUMN repeats TEXT NOT NULL DEFAULT '[]'",
    ),
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
        text TEXT NOT NULL,
        modified TEXT                   -- ISO date-time, UTC
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
        confidence DOUBLE PRECISION NOT NULL,
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
    *_SEARCH,
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
        conflicts TEXT NOT NULL,        -- JSON: with which utterances the order is in conflict
        aside TEXT NOT NULL DEFAULT '[]',   -- JSON: statements that may be printings of it
        repeats TEXT NOT NULL DEFAULT '[]'  -- JSON: statements with the same words as of another time
    )
    """,
    "CREATE INDEX utterances_most_printed ON utterances ((-articles), id)",
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
        score DOUBLE PRECISION NOT NULL,
        evidence TEXT NOT NULL          -- JSON list of [article id, [start, end]]
    ) WITHOUT ROWID
    """,
    *_TEXTS,
    *_CORRECTIONS,
    *_VERSIONS,
    *_VIEWS,
    *_DECISIONS,
    _STORIES,
)
