"""The loop that all Python engines run in: python python.py ENGINE < workload.json. See bench/measure.mjs."""
import json, logging, sys, time

logging.disable(logging.CRITICAL)
workload = json.load(sys.stdin)
schema, mode = workload["schema"], workload["mode"]


def sqlglot_lineage():
    import sqlglot
    from sqlglot.lineage import lineage
    from sqlglot.schema import MappingSchema

    nested = {}
    for table, columns in schema.items():
        place = nested
        for part in table.split("."):
            place = place.setdefault(part, {})
        place.update({column: "varchar" for column in columns})
    mapping = {}

    def work(sql, dialect):
        if dialect not in mapping:
            mapping[dialect] = MappingSchema(nested, dialect=dialect)
        done = False
        for statement in sqlglot.parse(sql, dialect=dialect):  # it follows queries: those of other statements are handed to it
            query = statement.find(sqlglot.exp.Query) if statement else None
            if query is not None:
                lineage(None, query, schema=mapping[dialect], dialect=dialect)
                done = True
        if not done:
            raise ValueError("no query")

    return work


def sqlglot_parse():
    import sqlglot

    return lambda sql, dialect: sqlglot.parse(sql, dialect=dialect)


def sqllineage():
    from sqllineage.core.metadata.dummy import DummyMetaDataProvider
    from sqllineage.runner import LineageRunner

    names = {"postgres": "postgres", "spark": "sparksql"}
    tables = {name if "." in name else "<default>." + name: columns for name, columns in schema.items()}
    provider = DummyMetaDataProvider(tables)

    def work(sql, dialect):
        text = sql if workload["whole"] else "insert into result " + sql  # it names columns of written tables only
        if not LineageRunner(text, dialect=names.get(dialect, dialect), metadata_provider=provider).get_column_lineage():
            raise ValueError("no lineage")

    return work


def openlineage_sql():
    from openlineage_sql import parse

    names = {"tsql": "mssql", "spark": "databricks"}

    def work(sql, dialect):
        result = parse([sql if workload["whole"] else "create table result as " + sql], dialect=names.get(dialect, dialect))
        if result is None or result.errors:
            raise ValueError(result.errors[0].message if result else "no result")
        if not result.column_lineage:
            raise ValueError("no lineage")

    return work


engines = {"sqlglot": sqlglot_parse if mode == "parse" else sqlglot_lineage, "sqllineage": sqllineage, "openlineage-sql": openlineage_sql}
work = engines[sys.argv[1]]()
queries = workload["queries"]
results = []
for query in queries:  # this round warms up, too
    try:
        work(query["sql"], query["dialect"])
        results.append({})
    except Exception as error:
        results.append({"error": f"{type(error).__name__}: {error}".split("\n")[0][:200]})
good = [i for i, result in enumerate(results) if "error" not in result]
totals, rounds, start = [0.0] * len(queries), 0, time.process_time()
while rounds == 0 or time.process_time() - start < workload["seconds"]:
    for i in good:
        before = time.process_time()
        work(queries[i]["sql"], queries[i]["dialect"])
        totals[i] += time.process_time() - before
    rounds += 1
for i in good:
    results[i]["ms"] = totals[i] / rounds * 1000
print(json.dumps({"rounds": rounds, "results": results}))
