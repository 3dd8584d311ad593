using System.IO.Compression;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// A store of a version between two releases, whose schema had the same number: nothing works on it, and each way in
/// says who made it and how to go on.
/// </summary>
public sealed class UnknownSchemaTests : IDisposable
{
    private const string Other = "update schema_version set hash = 'feedbeeffeedbeef', program = '0.3.0+yesterday'";

    private const string Way = "has schema 100-feedbeeffeed, which this program knows as 100-";

    private readonly ProgramFolder program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public async Task Every_verb_that_works_on_it_refuses_it_with_the_way_on_in_a_file()
    {
        await program.RunAsync("import", program.WritePeople(2, "2029-01-01"));
        program.Query(Other);

        Refused();

        Assert.Equal(["100|feedbeeffeedbeef"], program.Query("select number, hash from schema_version"));
    }

    [Fact]
    public async Task Every_verb_that_works_on_it_refuses_it_with_the_way_on_on_a_server()
    {
        var connection = TestPostgres.NewDatabase();
        program.Settings.AddRange(["--Storage:Provider=postgres", $"--Storage:Connection={connection}"]);
        try
        {
            await program.RunAsync("import", program.WritePeople(2, "2029-01-01"));
            TestPostgres.Query(connection, Other);

            Refused();
        }
        finally
        {
            TestPostgres.Drop(connection);
        }
    }

    [Fact]
    public async Task A_backup_of_it_is_refused_before_anything_is_put()
    {
        await program.RunAsync("import", program.WritePeople(2, "2029-01-01"));
        var file = program.Path("one.backup");
        await program.RunAsync("backup", file);
        foreach (var (was, became) in new[] { (Migrations.Own.Hash, "feedbeeffeedbeef"), ("schemaHash", "unsaid") })
        {
            var changed = program.Path($"{became}.backup");
            Rewrite(file, changed, text => text.Replace(was, became, StringComparison.Ordinal));
            using var empty = new ProgramFolder();

            foreach (var words in new string[][] { ["restore", changed, "--yes"], ["restore", changed, "--check"] })
            {
                var (code, output, error) = empty.Run(words);

                Assert.Equal((1, ""), (code, output));
                Assert.Has($"{changed}: has schema 100", error);
                Assert.Has("Go on with the program that made it, ", error);
            }

            Assert.False(File.Exists(empty.Database));
        }
    }

    private void Refused()
    {
        foreach (
            var words in new string[][]
            {
                ["--Urls=http://127.0.0.1:0"],
                ["check"],
                ["tick"],
                ["export", "--out", "all"],
                ["report", "--out", "reports"],
                ["backup", program.Path("one.backup")],
                ["audit"],
                ["resume-mail"],
                ["import", program.WritePeople(3, "2029-01-01")],
                ["invite-coordinator", "anna@example.org"],
                ["chart", "1", "--out", "one.svg"],
            }
        )
        {
            var (code, output, error) = program.Run(words);

            Assert.Equal(1, code);
            Assert.Has(Way, output + error);
            Assert.Has("Go on with the program that made it, 0.3.0+yesterday; or change over.", output + error);
            Assert.Lacks("   at ", output + error);
        }

        Assert.False(Path.Exists(program.Path("all")));
        Assert.False(Path.Exists(program.Path("one.backup")));
    }

    private static void Rewrite(string from, string to, Func<string, string> change)
    {
        using var packed = new GZipStream(File.OpenRead(from), CompressionMode.Decompress);
        using var text = new StreamReader(packed);
        using var written = new StreamWriter(new GZipStream(File.Create(to), CompressionLevel.Fastest));
        written.Write(change(text.ReadToEnd()));
    }
}
