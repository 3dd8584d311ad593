using Npgsql;
using NpgsqlTypes;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// What all other tests asked SQLite is understood by PostgreSQL, with the same types: a word, a function or a column
/// that it does not know is found here, also in what no test runs there.
/// </summary>
public sealed class EveryStatementOnPostgresTests : IDisposable
{
    /// <summary>Fewer would mean that they were not all kept.</summary>
    private const int Least = 1000;

    private readonly NpgsqlConnection connection = new(TestPostgres.NewDatabase());

    public EveryStatementOnPostgresTests() => connection.Open();

    public void Dispose()
    {
        connection.Dispose();
        TestPostgres.Drop(connection.ConnectionString);
    }

    [Fact]
    public void PostgreSQL_understands_every_statement_that_went_to_SQLite()
    {
        Assert.SkipUnless(
            StatementsOnFile.IsWanted,
            "Needs CAREGIVERSIGNAL_STATEMENTS to name the file that all the others wrote, as test.sh has them do."
        );
        var known = StatementsOnFile.Read();

        var refused = known
            .Select(item => (item.Text, Why: WhyRefused(item)))
            .Where(pair => pair.Why is not null)
            .ToList();

        Assert.True(refused.Count == 0, string.Join("\n\n", refused.Select(pair => $"{pair.Why}: {pair.Text}")));
        Assert.InRange(known.Count, Least, int.MaxValue);
    }

    [Theory]
    [InlineData("select ifnull(name, '') from caregiver where id = @id")]
    [InlineData("select id from caregiver where id = cast(@id as text)")]
    [InlineData("select nothing from caregiver where id = @id")]
    public void One_that_it_does_not_understand_is_found(string text) =>
        Assert.NotNull(WhyRefused(new(text, [new("@id", System.Data.DbType.Int64)])));

    private string? WhyRefused(StatementsOnFile.Known statement)
    {
        // A test itself asks for answers and scores in each store's own words.
        var text = statement
            .Text.Replace(AnswerRows.OnSqlite, AnswerRows.OnPostgres, StringComparison.Ordinal)
            .Replace(ScoreRows.OnSqlite, ScoreRows.OnPostgres, StringComparison.Ordinal);
        using var command = new NpgsqlCommand(text, connection);
        foreach (var (name, type) in statement.Parameters)
            command.Parameters.Add(
                type is { } known
                    ? new NpgsqlParameter { ParameterName = name, DbType = known }
                    : new NpgsqlParameter { ParameterName = name, NpgsqlDbType = NpgsqlDbType.Unknown }
            );
        try
        {
            command.Prepare();
            command.Unprepare();
            return null;
        }
        catch (PostgresException error)
        {
            return error.MessageText;
        }
    }
}
