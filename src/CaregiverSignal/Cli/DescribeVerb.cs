using System.CommandLine;
using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.Cli;

/// <summary>
/// The verb <c>describe</c>: a page about each questionnaire, from the files that it is scored by. No database.
/// </summary>
public static class DescribeVerb
{
    /// <param name="load">Reads the questionnaires as used here, with the operator's words and numbers.</param>
    /// <param name="shipped">Reads them without those: a folder of pages is meant to be passed on, and the operator's
    /// texts must not be.</param>
    public static Command Create(Func<LoadResult> load, Func<LoadResult> shipped)
    {
        var key = new Argument<string?>("INSTRUMENT")
        {
            Description = "The questionnaire's key, such as csi; without it the list of all is printed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new Option<string?>("--out")
        {
            Description = "Write the shipped pages of all, and a README.md that lists them, into this folder.",
            HelpName = "FOLDER",
        };
        var verb = new Command(
            "describe",
            "Prints what a questionnaire measures, asks and scores, with its sources, as Markdown."
        )
        {
            key,
            folder,
        };
        verb.Validators.Add(used =>
        {
            if (used.GetResult(key) is { Tokens.Count: > 0 } && used.GetResult(folder) is { Implicit: false })
                used.AddError("--out writes the pages of all; leave INSTRUMENT out.");
        });
        verb.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (wanted, target) = (parsed.GetValue(key), parsed.GetValue(folder));
            var loaded = target is null ? load() : shipped();
            if (!loaded.IsGood)
                return Verbs.Report(loaded.Faults, error);
            if (target is not null)
                return Write(loaded.Instruments, target, output, error);
            if (wanted is not null && loaded.Instruments.Find(wanted) is null)
            {
                error.WriteLine(
                    $"There is no questionnaire '{wanted}'; known are {string.Join(", ", loaded.Instruments.Keys)}."
                );
                return CommandLine.Failure;
            }
            output.Write(
                wanted is null
                    ? InstrumentPage.Index(Newest(loaded.Instruments))
                    : InstrumentPage.Of(loaded.Instruments.Newest(wanted))
            );
            return CommandLine.Success;
        });
        return verb;
    }

    /// <summary>Every page by its file name, and their index.</summary>
    public static IReadOnlyDictionary<string, string> Pages(Instruments instruments) =>
        Newest(instruments)
            .Select(one => KeyValuePair.Create(one.Key + ".md", InstrumentPage.Of(one)))
            .Append(KeyValuePair.Create("README.md", InstrumentPage.Index(Newest(instruments))))
            .ToDictionary();

    private static IEnumerable<Instrument> Newest(Instruments instruments) =>
        instruments.Keys.Select(instruments.Newest);

    private static int Write(Instruments instruments, string folder, TextWriter output, TextWriter error)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var pages = Pages(instruments);
            foreach (var (name, page) in pages)
                OwnerOnly.Replace(Path.Combine(folder, name), writer => writer.Write(page));
            output.WriteLine($"{pages.Count} pages written to {folder}.");
            return CommandLine.Success;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Verbs.Report([new Fault(folder, "", "cannot be written: " + problem.Message)], error);
        }
    }
}
