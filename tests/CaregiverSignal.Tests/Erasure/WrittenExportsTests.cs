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
        Assert.DoesNotContain(others, asked + output, StringComparison.Ordinal);
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

        Assert.Equal([there], list.Read().Select(one => one.Folder));
        Export("next");
        Assert.Equal(2, File.ReadAllLines(list.Path).Length);
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
