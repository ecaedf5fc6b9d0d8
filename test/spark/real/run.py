"""
Runs the programs in real Spark and prints one JSON object a line: the plan texts, and the direct edges that the JVM's
analyzed plan holds. With a folder as argument it writes the texts there instead (that is how samples/spark was made).
"""

import json
import os
import shutil
import sys
import tempfile

from pyspark.sql import DataFrame, SparkSession

sys.path.insert(0, os.path.dirname(__file__))
from programs import TABLES, programs  # noqa: E402
import queries  # noqa: E402
from walk import direct_edges  # noqa: E402

ROOT = "/tmp/headwater-spark"


def session():
    shutil.rmtree(ROOT, ignore_errors=True)
    os.makedirs(f"{ROOT}/files")
    with open(f"{ROOT}/files/weather.csv", "w") as file:
        file.write("2026-01-01,0.5\n")
    spark = (
        SparkSession.builder.master("local[1]")
        .appName("headwater-programs")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.sql.warehouse.dir", f"{ROOT}/warehouse")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.debug.maxToStringFields", "1000")
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.dir", tempfile.mkdtemp(prefix="headwater-events-"))
        .config("spark.driver.memory", "1g")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for table, columns in {**TABLES, **queries.TABLES}.items():
        spark.sql(f"CREATE DATABASE IF NOT EXISTS {table.split('.')[0]}")
        spark.sql(f"CREATE TABLE {table} ({columns}) USING parquet")
    return spark


def texts(spark, what):
    """The plan in the renderings that people have."""
    if not isinstance(what, DataFrame):
        explain = lambda mode: spark.sql(f"EXPLAIN {mode} {what}").first()[0]
        return {"extended": explain("EXTENDED"), "formatted": explain("FORMATTED")}
    execution = what._jdf.queryExecution()
    formatted = spark._jvm.PythonSQLUtils.explainString(execution, "formatted")
    spark.conf.set("spark.sql.debug.maxToStringFields", "3")
    cut = execution.toString()
    spark.conf.set("spark.sql.debug.maxToStringFields", "1000")
    cost = spark._jvm.PythonSQLUtils.explainString(execution, "cost")
    codegen = spark._jvm.PythonSQLUtils.explainString(execution, "codegen")
    return {"extended": execution.toString(), "formatted": formatted, "cut": cut, "cost": cost, "codegen": codegen, "numbered": execution.analyzed().numberedTreeString()}


SAVED = {"extended": "plan", "formatted": "formatted", "cut": "cut"}


def save(folder, results):
    for result in results:
        for rendering, text in result["texts"].items():
            if rendering == "extended" or rendering in SAVED and result["name"] in ("join-aggregate", "window", "subqueries", "rollup", "insert"):
                with open(f"{folder}/{result['name']}.{SAVED[rendering]}.txt", "w") as file:
                    file.write(text.rstrip() + "\n")
    with open(f"{folder}/edges.json", "w") as file:
        edges = ",\n".join(f'  "{result["name"]}": {json.dumps(result["edges"])}' for result in results if result["edges"] is not None)
        file.write("{\n" + edges + "\n}\n")


def save_log(folder, spark):
    """A log of its own: two writes and nothing of the programs."""
    lines = []
    log = spark.sparkContext._jsc.sc().eventLogger().get().logWriter().logPath()
    spark.table("city.riders").groupBy("plan").count().write.saveAsTable("mart.plans")
    spark.table("city.stations").select("name", "capacity").write.mode("overwrite").json(f"{ROOT}/files/stations")
    spark.stop()
    kept = ("SparkListenerLogStart", "SparkListenerApplicationStart", "SparkListenerSQLExecutionStart", "SparkListenerSQLExecutionEnd", "SparkListenerApplicationEnd")
    with open(log.split(":", 1)[-1]) as file:
        lines = [line for line in file if any(f'{event}"' in line[:120] for event in kept)]
    starts = [at for at, line in enumerate(lines) if "SQLExecutionStart" in line[:120]]
    with open(f"{folder}/events.jsonl", "w") as file:
        file.writelines(lines[: starts[0]] + lines[starts[-3] :])


def main():
    spark = session()
    results = []
    for name, what in programs(spark):
        edges = direct_edges(what._jdf.queryExecution().analyzed()) if isinstance(what, DataFrame) else None
        results.append({"name": name, "edges": edges, "texts": texts(spark, what)})
        if len(sys.argv) == 1:
            print(json.dumps(results.pop()), flush=True)
    if len(sys.argv) == 1:
        for name, sql in queries.QUERIES.items():
            frame = spark.sql(sql)
            edges = direct_edges(frame._jdf.queryExecution().analyzed())
            print(json.dumps({"name": name, "edges": edges, "texts": texts(spark, frame)}), flush=True)
    if len(sys.argv) > 1:
        save(sys.argv[1], results)
        save_log(sys.argv[1], spark)
    else:
        spark.stop()


main()
