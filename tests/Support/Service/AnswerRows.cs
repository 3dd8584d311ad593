namespace CaregiverSignal.Tests.Support;

/// <summary>The answers that stand in the responses, as rows for the queries of a test.</summary>
public static class AnswerRows
{
    /// <summary>What stands behind <c>from</c>: response_id, item, value, session_id and entered_by.</summary>
    public static string In(StoreEngine engine) => engine is PostgresStore ? OnPostgres : OnSqlite;

    public const string OnSqlite = """
        (select response.id as response_id, item.key as item, item.value as value,
            together.value ->> 'session' as session_id, together.value ->> 'typedBy' as entered_by
         from response, json_each(response.answers) as together, json_each(together.value, '$.items') as item) as answer
        """;

    public const string OnPostgres = """
        (select response.id as response_id, item.key as item, cast(item.value #>> '{}' as integer) as value,
            cast(together ->> 'session' as bigint) as session_id, together ->> 'typedBy' as entered_by
         from response, jsonb_array_elements(cast(response.answers as jsonb)) as together,
            jsonb_each(together -> 'items') as item) as answer
        """;
}
