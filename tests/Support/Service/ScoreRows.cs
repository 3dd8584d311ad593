namespace CaregiverSignal.Tests.Support;

/// <summary>The scores that stand in the responses, as rows for the queries of a test.</summary>
public static class ScoreRows
{
    /// <summary>What stands behind <c>from</c>: response_id, scale, value, low, high, band and supplied_set.</summary>
    public static string In(StoreEngine engine) => engine is PostgresStore ? OnPostgres : OnSqlite;

    public const string OnSqlite = "(" + Columns + " from response, json_each(response.scores) as scale) as score";

    public const string OnPostgres =
        "(" + Columns + " from response, json_each(cast(response.scores as json)) as scale) as score";

    private const string Columns = """
        select response.id as response_id, scale.key as scale,
            cast(scale.value ->> 'value' as double precision) as value,
            cast(coalesce(scale.value ->> 'low', scale.value ->> 'value') as double precision) as low,
            cast(coalesce(scale.value ->> 'high', scale.value ->> 'value') as double precision) as high,
            scale.value ->> 'band' as band, scale.value ->> 'suppliedSet' as supplied_set
        """;
}
