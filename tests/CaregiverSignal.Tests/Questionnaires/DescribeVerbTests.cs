using System.CommandLine;
using CaregiverSignal.Cli;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Tests.Questionnaires;

public sealed class DescribeVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_key_prints_its_page()
    {
        var (code, output, error) = Describe("csi");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(InstrumentPage.Of(Some.Instruments.Newest("csi")), output);
    }

    [Fact]
    public void Without_a_key_the_list_is_printed()
    {
        var (code, output, _) = Describe();

        Assert.Equal(0, code);
        Assert.Contains("| [zbi-12](zbi-12.md) |", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_refused_with_those_that_are_known()
    {
        var (code, output, error) = Describe("nope");

        Assert.Equal((1, ""), (code, output));
        Assert.Contains("'nope'; known are aftercare, carerqol, cra, csi", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_gets_every_page_and_the_list_and_nothing_of_the_operators_overlay()
    {
        var questionnaires = Path.Combine(folder.Name, "questionnaires");
        folder.Write("questionnaires/small-v1.json", Some.SmallFile);
        folder.Write("questionnaires/small-v1.wording.json", Some.SmallWording);
        folder.Write(
            "questionnaires/overlay/small-v1.wording.json",
            Some.SmallWording.Replace("own-1", "mine-1", StringComparison.Ordinal)
                .Replace("Bent u blij?", "Blij?", StringComparison.Ordinal)
        );
        var target = Path.Combine(folder.Name, "new", "pages");

        var (code, output, _) = Run(
            () => Instruments.Load(questionnaires),
            () => Instruments.Load(questionnaires, ""),
            "--out",
            target
        );

        Assert.Equal((0, $"2 pages written to {target}.\n"), (code, output));
        Assert.Equal(
            ["README.md", "small.md"],
            Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Contains("`own-1`", File.ReadAllText(Path.Combine(target, "small.md")), StringComparison.Ordinal);
        Assert.Contains(
            "| Blij?",
            Run(() => Instruments.Load(questionnaires), () => Instruments.Load(questionnaires, ""), "small").Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        var file = folder.Write("file", "");

        var (code, output, error) = Describe("--out", file);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith($"{file}: cannot be written: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_questionnaires_are_told_fault_by_fault()
    {
        var broken = new LoadResult(null, [new Fault("csi-v1.json", "key", "is missing")]);

        Assert.Equal((1, "", "csi-v1.json: key: is missing\n"), Run(() => broken, () => broken, "csi"));
    }

    [Theory]
    [InlineData("csi", "--out", "folder")]
    [InlineData("csi", "srb")]
    [InlineData("--colour", "red")]
    public void Wrong_usage_ends_with_two_and_prints_nothing(params string[] args)
    {
        var (code, output, error) = Describe(args);

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    private static (int Code, string Output, string Error) Describe(params string[] args) =>
        Run(() => new LoadResult(Some.Instruments, []), () => new LoadResult(Some.Instruments, []), args);

    private static (int Code, string Output, string Error) Run(
        Func<LoadResult> load,
        Func<LoadResult> shipped,
        params string[] args
    )
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };

        var code = CommandLine.Run(
            new RootCommand { DescribeVerb.Create(load, shipped) },
            ["describe", .. args],
            new InvocationConfiguration { Output = output, Error = error }
        );
        return (code, output.ToString(), error.ToString());
    }
}
