"""What is in a Parquet file by its footer: which column it is that Spark cannot read, for Spark itself does not say."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_NUM_FILES = 10  # more would take long, and they are mostly alike


def unreadable_column(spark: "SparkSession", paths: list[str]) -> tuple[str, str] | None:
    """The first column of a type that Spark has no form for, in the first files; its name and type, as in Parquet."""
    for path in paths[:_NUM_FILES]:
        for column in _columns(spark, path):
            if not _is_readable(spark, path, column):
                return str(column.getName()), " ".join(str(column.toString()).split())
    return None


def _columns(spark: "SparkSession", path: str) -> list[Any]:
    context: Any = spark.sparkContext  # as in `Folder`
    hadoop = context._jvm.org.apache.parquet.hadoop
    place = context._jvm.org.apache.hadoop.fs.Path(path)
    reader = hadoop.ParquetFileReader.open(
        hadoop.util.HadoopInputFile.fromPath(place, context._jsc.hadoopConfiguration())
    )
    try:
        return list(reader.getFileMetaData().getSchema().getFields())
    finally:
        reader.close()


def _is_readable(spark: "SparkSession", path: str, column: Any) -> bool:
    from pyspark.errors import PySparkException

    context: Any = spark.sparkContext
    session: Any = spark._jsparkSession
    parquet = context._jvm.org.apache.spark.sql.execution.datasources.parquet
    alone = context._jvm.org.apache.parquet.schema.MessageType("alone", [column])
    try:
        schema = parquet.ParquetToSparkSchemaConverter(session.sessionState().conf()).convert(alone)
        session.read().option("__globPaths__", "false").schema(schema).format("parquet").load(path)
    except PySparkException:
        return False
    return True
