using System.Diagnostics;
using System.Text;
using CaregiverSignal.Export;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Erasure;

/// <summary>What <c>export</c> wrote on this machine and is still there, when somebody in it is erased.</summary>
public sealed class WrittenExportsTests : IDisposable
{
    private const string Note =
        "Wilhelmientje viel, \"hard\",\r\n1,2026-03-02,Fall,caregiver,geen rij maar een notitie,";

    private readonly ProgramFolder program = new();

    public WrittenExportsTests()
    {
        program.Settings.AddRange(["--Mail:Window=00:00-24:00", "--Mail:Days=Mon-Sun"]);
        var folder = program.WriteLines(
            "import/people.csv",
            "person,enrolled,first_name,email,condition",
            "1,2026-03-02,Wilhelmientje,kenmerkadres@example.nl,dementia",
            "11,2026-03-02,Bea,bea@example.nl,\"other, =1+1\"",
            "=2,2026-03-02,Cor,cor@example.nl,"
        );
        program.Write(
            "import/events.csv",
            $"person,date,kind,by,note\n1,2026-03-02,Fall,caregiver,\"{Note.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n11,2026-03-02,Other,caregiver,\" Bea, met een \"\"1\"\" \"\n"
        );
        program.WriteLines(
            "import/situations.csv",
            "situation,person,role",
            "alleen,1,primary",
            "samen,11,primary",
            "samen,=2,shared"
        );
        program.WriteLines(
            "import/helpers.csv",
            "situation,name,kind,does,from,until",
            "alleen,Truus van Wilhelmientje,neighbour,,,",
            "samen,Jan,neighbour,,,"
        );
        Assert.Equal(0, program.Run("import", folder).Code);
        program.Run("tick");
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void Their_rows_go_from_every_export_and_every_other_byte_stays()
    {
        var (whole, own, others) = (Export("whole"), Export("own", "1"), Export("others", "11"));
        var before = FilesOf(whole);
        Assert.Contains("Wilhelmientje", before["events.csv"], StringComparison.Ordinal);
        Assert.Contains("Truus", before["helpers.csv"], StringComparison.Ordinal);
        Assert.Contains("\n1,", before["asked.csv"], StringComparison.Ordinal);

        program.Input = Encoding.ASCII.GetBytes("no\n");
        var asked = program.Run("erase", "1").Error;
        var (code, output, _) = program.Run("erase", "1", "--yes");

        Assert.Contains($"Export {whole}: their rows are taken out, the rest stays.", asked, StringComparison.Ordinal);
        Assert.Contains($"Export {own}: is about them alone, and is deleted.", asked, StringComparison.Ordinal);
        Assert.DoesNotContain($"Export {others}", asked + output, StringComparison.Ordinal);
        Assert.Contains($"Looking in {others}.", asked, StringComparison.Ordinal);
        Assert.Equal(0, code);
        Assert.Contains($"Export {whole}: their rows are taken out.", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(own));
        Assert.True(Directory.Exists(others));
        Assert.Each(
            new[] { "Wilhelmientje", "kenmerkadres", "Truus", "geen rij maar" },
            mark =>
            {
                Assert.Contains(mark, string.Concat(before.Values), StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(mark, string.Concat(FilesOf(whole).Values), StringComparison.OrdinalIgnoreCase);
            }
        );
        var fresh = Export("fresh");
        Assert.Equal(FilesOf(fresh), FilesOf(whole));
        Assert.Contains("\n11,", FilesOf(whole)["people.csv"], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(whole, "people.csv"))
            );
    }

    [Fact]
    public void What_somebody_changed_or_added_is_left_and_named_also_by_check_until_it_is_gone()
    {
        var (changed, linked, broken) = (Export("changed"), Export("linked"), Export("broken"));
        var people = Path.Combine(changed, "people.csv");
        File.WriteAllText(people, File.ReadAllText(people).Replace(',', ';'));
        File.WriteAllText(Path.Combine(linked, "signals.csv"), "person,date\n1,2026-03-02\n");
        File.Move(Path.Combine(linked, "asked.csv"), program.Path("elders.csv"));
        File.CreateSymbolicLink(Path.Combine(linked, "asked.csv"), program.Path("elders.csv"));
        File.Delete(Path.Combine(broken, "answers.csv"));
        Directory.CreateDirectory(Path.Combine(broken, "answers.csv"));
        var (before, elsewhere) = (FilesOf(changed), File.ReadAllText(program.Path("elders.csv")));

        var (code, output, error) = program.Run("erase", "1", "--yes");

        Assert.Equal(0, code);
        Assert.Contains(
            $"Export {changed}: is not as it was written, and is left alone",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains($"Export {linked}: is not as it was written", output, StringComparison.Ordinal);
        Assert.Contains("look yourself at signals.csv", output, StringComparison.Ordinal);
        Assert.Contains(
            $"Export {broken}: cannot be read or written: delete it yourself",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Wilhelmientje", output + error, StringComparison.Ordinal);
        Assert.Equal(before, FilesOf(changed));
        Assert.Equal(elsewhere, File.ReadAllText(program.Path("elders.csv")));
        var line = CheckLine();
        Assert.StartsWith("warn", line, StringComparison.Ordinal);
        Assert.Contains(
            $"may have somebody who was erased, so delete it: {changed}, {linked}, {broken}",
            line,
            StringComparison.Ordinal
        );
        foreach (var folder in new[] { changed, linked, broken })
            Directory.Delete(folder, recursive: true);
        Assert.Contains("none that is still there", CheckLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_erasure_that_was_broken_off_in_a_folder_goes_on_there()
    {
        var (whole, own) = (Export("whole"), Export("own", "1"));
        File.Delete(Path.Combine(own, "afschrift.txt"));
        File.Delete(Path.Combine(own, "answers.csv"));
        var asked = Path.Combine(whole, "asked.csv");
        File.WriteAllLines(
            asked,
            File.ReadAllLines(asked).Where(line => !line.StartsWith("1,", StringComparison.Ordinal))
        );

        program.Run("erase", "1", "--yes");

        Assert.False(Directory.Exists(own));
        Assert.DoesNotContain("Wilhelmientje", string.Concat(FilesOf(whole).Values), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_list_cannot_be_written_the_export_is_made_and_says_so()
    {
        Directory.CreateDirectory(program.Path("data.exports"));

        var (code, _, error) = program.Run("export", "--out", program.Path("whole"));

        Assert.Equal(0, code);
        Assert.Contains("so erase will not know of this folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_on_the_list_that_is_gone_is_forgotten_and_a_line_that_is_none_is_left_out()
    {
        var list = new ExportList(program.Path("data.mailfence"));
        var (gone, there) = (Export("gone"), Export("there"));
        Directory.Delete(gone, recursive: true);
        File.AppendAllText(list.Path, "no line of ours\n{}\n");

        Assert.Equal([gone, there], list.Read().Select(one => one.Folder));
        Assert.Equal([there], list.ForgetGone().Select(one => one.Folder));
        Directory.Delete(there, recursive: true);
        Export("other");
        Export("next");
        Assert.Equal(2, File.ReadAllLines(list.Path).Length);
    }

    [Fact]
    public void A_folder_that_is_not_seen_is_named_and_stays_on_the_list_until_check_sees_that_it_is_gone()
    {
        var list = new ExportList(program.Path("data.mailfence"));
        var unseen = Export("unseen");
        Directory.Delete(unseen, recursive: true);
        var exports = new WrittenExports(list);

        Assert.Equal(ExportFate.Unreachable, Assert.Single(exports.Holding("1")).Fate);
        var left = exports.Remove("1", new HashSet<string>(StringComparer.Ordinal));

        Assert.True(Assert.Single(left).IsLeft);
        Assert.True(Assert.Single(list.Read()).HoldsErased);
        Assert.Contains("none that is still there", CheckLine(), StringComparison.Ordinal);
        Assert.Empty(list.Read());
    }

    [Fact]
    public void A_folder_that_was_given_with_a_slash_is_deleted_like_any_other()
    {
        Export("own/", "1");

        var output = program.Run("erase", "1", "--yes").Output;

        Assert.Contains($"Export {program.Path("own")}: is deleted.", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(program.Path("own")));
    }

    [Fact]
    public void What_stands_beside_an_export_of_one_is_named_once_and_not_when_somebody_else_is_erased()
    {
        var own = Export("own", "1");
        File.WriteAllText(Path.Combine(own, "eigen.txt"), "x");

        var first = program.Run("erase", "1", "--yes").Output;
        var second = program.Run("erase", "11", "--yes").Output;

        Assert.Contains($"Export {own}: is deleted; look yourself at eigen.txt.", first, StringComparison.Ordinal);
        Assert.Equal(["eigen.txt"], Directory.EnumerateFileSystemEntries(own).Select(Path.GetFileName));
        Assert.DoesNotContain(own, second, StringComparison.Ordinal);
        Assert.DoesNotContain("may have somebody who was erased", CheckLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_of_a_version_with_fewer_columns_is_reached_too()
    {
        var old = Export("old");
        File.WriteAllText(Path.Combine(old, "people.csv"), "person,enrolled\n1,2026-03-02\n11,2026-03-02\n");

        var output = program.Run("erase", "1", "--yes").Output;

        Assert.Contains($"Export {old}: their rows are taken out.", output, StringComparison.Ordinal);
        Assert.Equal("person,enrolled\n11,2026-03-02\n", FilesOf(old)["people.csv"]);
        Assert.DoesNotContain("Truus", string.Concat(FilesOf(old).Values), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_cannot_be_read_holds_up_no_erasure_and_is_named_once()
    {
        var list = program.Path("data.exports");
        Directory.CreateDirectory(list);

        var (code, output, _) = program.Run("erase", "1", "--yes");

        Assert.Equal(0, code);
        Assert.Equal(["11", "=2"], program.Query("select person from caregiver order by id"));
        Assert.Single(output.Split('\n'), line => line.Contains(list, StringComparison.Ordinal));
        Assert.Contains($"Export {list}: is the list of exports, and cannot be read", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_in_place_of_a_table_holds_nobody_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Has no named pipes among its files.");
        var piped = program.Path("piped");
        Directory.CreateDirectory(piped);
        using (var made = Process.Start("mkfifo", [Path.Combine(piped, "people.csv")]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        var list = new ExportList(program.Path("data.mailfence"));
        list.Add(new WrittenExport(default, piped, OfOne: false));

        var found = await Task.Run(() => new WrittenExports(list).Holding("1"), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(ExportFate.Changed, Assert.Single(found).Fate);
    }

    [Fact]
    public void Several_that_note_an_export_at_once_lose_none_of_each_other()
    {
        Parallel.For(
            0,
            20,
            number =>
            {
                var folder = program.Path($"at-once-{number}");
                Directory.CreateDirectory(folder);
                new ExportList(program.Path("data.mailfence")).Add(new WrittenExport(default, folder, OfOne: false));
            }
        );

        Assert.Equal(20, new ExportList(program.Path("data.mailfence")).Read().Count);
    }

    private string Export(string name, string? person = null)
    {
        var folder = program.Path(name);
        Assert.Equal(
            0,
            program.Run(["export", "--out", folder, .. person is null ? [] : new[] { "--person", person }]).Code
        );
        return folder;
    }

    private string CheckLine() =>
        program.Run("check").Output.Split('\n').Single(line => line.Contains("  exports ", StringComparison.Ordinal));

    private static SortedDictionary<string, string> FilesOf(string folder) =>
        new(
            Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText),
            StringComparer.Ordinal
        );
}
