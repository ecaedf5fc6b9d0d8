"""Small Spark programs over a bike-share schema. Each yields what its plan text is taken from: a DataFrame, or a SQL command."""

from pyspark.sql import Window
from pyspark.sql import functions as F

TABLES = {
    "city.trips": "trip_id BIGINT, rider_id BIGINT, from_station INT, to_station INT, started_at TIMESTAMP, minutes INT, fare DECIMAL(8,2), tags ARRAY<STRING>",
    "city.stations": "station_id INT, name STRING, district STRING, capacity INT, spot STRUCT<lat: DOUBLE, lon: DOUBLE>",
    "city.riders": "rider_id BIGINT, full_name STRING, plan STRING, birth_year INT",
    "city.monthly": "station_id INT, jan INT, feb INT, mar INT",
    "mart.station_day": "station_id INT, day DATE, trips BIGINT, revenue DECIMAL(18,2)",
}


def programs(spark):
    """Name → DataFrame or the SQL text of a command."""
    trips, stations, riders = spark.table("city.trips"), spark.table("city.stations"), spark.table("city.riders")
    by_rider = Window.partitionBy("rider_id").orderBy(F.col("started_at").desc())
    shout = F.udf(lambda text: text.upper(), "string")

    yield "join-aggregate", (
        trips.join(stations, trips.from_station == stations.station_id)
        .where("minutes > 5")
        .groupBy("district")
        .agg(F.sum("fare").alias("revenue"), F.countDistinct("rider_id").alias("riders"), F.avg("minutes").alias("average minutes"))
    )
    yield "window", (
        trips.withColumn("nth", F.row_number().over(by_rider))
        .withColumn("before", F.lag("fare", 1).over(by_rider))
        .withColumn("share", F.col("fare") / F.sum("fare").over(Window.partitionBy("rider_id")))
        .where("nth <= 3")
        .select("trip_id", "nth", "before", "share")
    )
    yield "union-by-position", trips.where("fare > 10").select("trip_id", "fare").union(trips.where("fare <= 10").select("rider_id", "fare"))
    yield "case-and-literals", trips.select(
        F.when(F.col("minutes") > 60, F.lit("long, [x#1]")).otherwise(F.concat(F.lit("#2 "), F.col("tags")[0])).alias("kind, of (trip)"),
        F.expr("if(fare is null, 0, fare) AS `a AS b`"),
        F.col("trip_id").alias("id#7"),
    ).select("id#7", "a AS b", "kind, of (trip)")
    yield "explode-and-struct", trips.select("trip_id", F.explode_outer("tags").alias("tag")).join(stations.select("station_id", "spot.lat"), F.lit(True)).select(
        "trip_id", "tag", "lat"
    )
    yield "pivot", trips.groupBy("rider_id").pivot("to_station", [1, 2]).agg(F.sum("fare"))
    yield "unpivot", spark.table("city.monthly").unpivot("station_id", ["jan", "feb", "mar"], "month", "trips")
    yield "stack", spark.sql("SELECT station_id, stack(2, 'jan', jan, 'feb', feb) AS (month, trips) FROM city.monthly")
    yield "rollup", spark.sql("SELECT district, name, sum(capacity) AS places FROM city.stations GROUP BY ROLLUP (district, name)")
    yield "several-distinct", trips.groupBy("from_station").agg(
        F.countDistinct("rider_id").alias("riders"), F.countDistinct("to_station").alias("goals"), F.max("fare").alias("most")
    )
    yield "cte-twice", spark.sql(
        """WITH busy AS (SELECT from_station, count(*) AS n, max(fare) AS most FROM city.trips GROUP BY from_station)
           SELECT a.from_station, a.n, b.most FROM busy a JOIN busy b ON a.from_station = b.from_station WHERE a.n > 10"""
    )
    yield "subqueries", spark.sql(
        """SELECT r.full_name, (SELECT max(t.fare) FROM city.trips t WHERE t.rider_id = r.rider_id) AS most,
                  r.birth_year - (SELECT avg(birth_year) FROM city.riders) AS younger
           FROM city.riders r
           WHERE EXISTS (SELECT 1 FROM city.trips t WHERE t.rider_id = r.rider_id AND t.minutes > 30)
             AND r.plan NOT IN (SELECT name FROM city.stations WHERE name IS NOT NULL)"""
    )
    yield "set-operations", spark.sql("SELECT rider_id FROM city.riders EXCEPT SELECT rider_id FROM city.trips INTERSECT SELECT trip_id FROM city.trips")
    yield "filtered-aggregate", spark.sql("SELECT plan, count(*) FILTER (WHERE birth_year > 1990) AS young, first(full_name) AS one FROM city.riders GROUP BY plan")
    yield "python-udf", riders.select(shout("full_name").alias("loud"), shout(F.concat("plan", F.lit("/"))).alias("loud_plan"), "rider_id")
    yield "script", spark.sql("SELECT TRANSFORM (rider_id, plan) USING 'cat' AS (code STRING, rest STRING) FROM city.riders")
    yield "temp-view", _view(spark, trips).groupBy("rider_id").agg(F.sum("fare").alias("paid"))
    yield "cached", _cached(riders).where("age > 30").select("full_name", "age")
    yield "deduplicate", trips.dropDuplicates(["rider_id", "from_station"]).select("trip_id", "rider_id")
    yield "sort-limit", trips.orderBy(F.desc("fare")).limit(10).select("trip_id", "fare")
    yield "self-join", trips.alias("a").join(trips.alias("b"), F.expr("a.to_station = b.from_station")).select(F.col("a.trip_id"), F.col("b.trip_id").alias("next_trip"))
    yield "higher-order", trips.select("trip_id", F.transform("tags", lambda tag: F.concat(tag, F.lit("!"))).alias("louder"))
    yield "lateral-join", spark.sql("SELECT s.name, t.most FROM city.stations s, LATERAL (SELECT max(fare) AS most FROM city.trips WHERE from_station = s.station_id) t")
    yield "files", spark.read.schema("day DATE, rain DOUBLE").csv("/tmp/headwater-spark/files/weather.csv").select("day", (F.col("rain") * 2).alias("twice"))
    yield "insert", """INSERT INTO mart.station_day
        SELECT from_station, to_date(started_at), count(*), sum(fare) FROM city.trips GROUP BY from_station, to_date(started_at)"""
    yield "create-table", "CREATE TABLE mart.riders_by_plan USING parquet AS SELECT plan, count(*) AS riders FROM city.riders GROUP BY plan"
    yield "create-view", "CREATE OR REPLACE VIEW mart.long_trips AS SELECT trip_id, minutes / 60 AS hours FROM city.trips WHERE minutes > 60"
    yield "overwrite-directory", "INSERT OVERWRITE DIRECTORY '/tmp/headwater-spark/files/out' USING json SELECT name, capacity FROM city.stations"


def _view(spark, trips):
    trips.where("minutes > 1").createOrReplaceTempView("short_trips")
    return spark.table("short_trips")


def _cached(riders):
    return riders.select("full_name", (F.lit(2026) - F.col("birth_year")).alias("age")).cache()
