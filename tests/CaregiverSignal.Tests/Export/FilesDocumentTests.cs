using System.CommandLine;
using CaregiverSignal.Commands;
using CaregiverSignal.Commands.Hindsight;
using CaregiverSignal.Import;

namespace CaregiverSignal.Tests.Export;

/// <summary>The page about the files, docs/files.md, is as the program is.</summary>
public sealed class FilesDocumentTests
{
    private static string Page => File.ReadAllText(Path.Combine(Some.Root, "docs", "files.md"));

    [Fact]
    public void The_example_gives_the_signals_that_the_page_shows()
    {
        using var temporary = new TemporaryFolder();
        var signals = Path.Combine(temporary.Name, "signals.csv");
        using var error = new StringWriter();
        string[] args =
        [
            "replay",
            Path.Combine(Some.Root, "docs", "example"),
            "--out",
            signals,
            "--contact-after",
            "none",
            "--Questionnaires:Folder=" + Some.QuestionnairesFolder,
        ];

        var code = Awaited.Now(() =>
            CommandLine.RunAsync(
                new RootCommand { ReplayVerb.Create() },
                args,
                new InvocationConfiguration { Error = error }
            )
        );

        Assert.Equal(0, code);
        Assert.Has("3 people", error.ToString());
        Assert.Equal(Page.Split("```")[1].Trim(), File.ReadAllText(signals).Trim(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Every_kind_of_event_has_its_meaning_and_there_are_no_others()
    {
        var rows = Page.Split('\n')
            .SkipWhile(line => !line.StartsWith("| kind ", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));

        Assert.Equal(
            Codes.All<EventKind>().Order(),
            rows.SelectMany(row => row.Split('|')[1].Split(',')).Select(kind => kind.Trim(' ', '`')).Order()
        );
    }

    [Fact]
    public void Every_column_has_its_meaning()
    {
        var page = Page;

        Assert.Each(
            FolderFiles
                .OptionalOfPeople.Concat(FolderFiles.OptionalOfSituations)
                .Concat([
                    "situation",
                    "role",
                    "name",
                    "does",
                    "from",
                    "until",
                    "person",
                    "enrolled",
                    "date",
                    "instruments",
                    "instrument",
                    "item",
                    "value",
                    "kind",
                    "by",
                    "note",
                ]),
            column => Assert.Has($"`{column}`", page)
        );
    }
}
