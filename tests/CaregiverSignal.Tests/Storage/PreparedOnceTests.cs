using CaregiverSignal.Storage;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A statement is prepared once, whatever values it is run with: preparing costs more than most of them do.
/// </summary>
public sealed class PreparedOnceTests : IDisposable
{
    /// <summary>SQLITE_STMTSTATUS_REPREPARE of sqlite.org/c3ref/c_stmtstatus_counter.html.</summary>
    private const int Reprepared = 5;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_value_that_a_partial_index_asks_about_does_not_prepare_the_statement_again(bool writes)
    {
        var file = new SqliteFile(Path.Combine(folder.Name, "site.db"));
        using var writer = file.OpenWriter();
        writer.Execute("create table task (person integer, kind text)", null);
        writer.Execute("create index task_words on task (person) where kind = 'words'", null);
        using var reader = file.OpenReader();
        var connection = (SqliteConnection)(writes ? writer : reader).Connection;
        Assert.Equal(
            SQLITE_OK,
            sqlite3_prepare_v2(connection.Handle, "select 1 from task where person = 1 and kind = ?", out var statement)
        );

        foreach (var kind in new[] { "words", "silent", "words" })
        {
            sqlite3_bind_text(statement, 1, kind);
            Assert.Equal(SQLITE_DONE, sqlite3_step(statement));
            sqlite3_reset(statement);
        }

        Assert.Equal(0, sqlite3_stmt_status(statement, Reprepared, 0));
        statement.Dispose();
    }
}
