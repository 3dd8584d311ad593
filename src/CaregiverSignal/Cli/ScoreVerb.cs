using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Cli;

/// <summary>The verb <c>score</c>: a table of responses in, scale values out; or one change judged. No database.</summary>
public static class ScoreVerb
{
    /// <param name="load">Reads the questionnaires; called when the verb runs.</param>
    /// <param name="input">Standard input, when something else than the process's own.</param>
    public static Command Create(Func<LoadResult> load, Func<Stream>? input = null)
    {
        var key = new Argument<string>("INSTRUMENT") { Description = "The questionnaire's key, such as csi." };
        var from = Value("FROM", "With --change: the earlier value.");
        var to = Value("TO", "With --change: the later value.");
        var file = new Option<string?>("--in") { Description = "A CSV file with one response a row: optional id, then one column per item. Standard input when left out.", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "json (one line a response) or csv (one line a scale).", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "csv");
        var change = new Option<bool>("--change") { Description = "Judge whether the change FROM → TO is more than measurement error.", Arity = ArgumentArity.Zero };
        var scale = new Option<string?>("--scale") { Description = "With --change: the scale, such as total.", HelpName = "SCALE" };
        var sem = Number("--sem", "With --change: the standard error of measurement, in place of the questionnaire's own.");
        var sd = Number("--sd", "With --change: the standard deviation, together with --retest.");
        var retest = Number("--retest", "With --change: the test-retest reliability, from 0 up to 1.");

        var verb = new Command("score", "Scores a table of responses, or judges a change between two values.")
        {
            key, from, to, file, format, change, scale, sem, sd, retest,
        };
        verb.Validators.Add(used =>
        {
            bool Given(Symbol symbol) => symbol is Option option
                ? used.GetResult(option) is { Implicit: false }
                : used.GetResult((Argument)symbol) is { Tokens.Count: > 0 };

            var onlyChange = new Symbol[] { from, to, scale, sem, sd, retest };
            var onlyTable = new Symbol[] { file, format };
            if (Given(change))
            {
                if (!Given(scale) || !Given(from) || !Given(to)) used.AddError("--change needs --scale SCALE FROM TO.");
                if (Given(sd) != Given(retest)) used.AddError("--sd and --retest go together.");
                if (Given(sem) && Given(sd)) used.AddError("Give --sem, or --sd with --retest, not both.");
                foreach (var extra in onlyTable.Where(Given)) used.AddError($"{extra.Name} does not go with --change.");
            }
            else
            {
                foreach (var extra in onlyChange.Where(Given)) used.AddError($"{extra.Name} goes with --change only.");
            }
        });
        verb.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (Find(load, parsed.GetRequiredValue(key), error) is not { } instrument) return 1;
            if (parsed.GetValue(change))
            {
                var own = new OwnError(parsed.GetValue(sem), parsed.GetValue(sd), parsed.GetValue(retest));
                return Judge(instrument, parsed.GetRequiredValue(scale)!, parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value, own, output, error);
            }
            return Table(instrument, parsed.GetValue(file), parsed.GetValue(format) == "csv", input ?? Console.OpenStandardInput, output, error);
        });
        return verb;
    }

    private static Argument<double?> Value(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = Invariant,
    };

    private static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "NUMBER",
        CustomParser = Invariant,
    };

    /// <summary>With a decimal point whatever the machine's language: the output has one too.</summary>
    private static double? Invariant(System.CommandLine.Parsing.ArgumentResult given)
    {
        if (given.Tokens.Count == 0) return null;
        var text = given.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        given.AddError($"'{text}' is not a number (with a decimal point, such as 5.5).");
        return null;
    }

    private static Instrument? Find(Func<LoadResult> load, string key, TextWriter error)
    {
        var loaded = load();
        foreach (var fault in loaded.Faults) error.WriteLine(fault);
        if (!loaded.IsGood) return null;
        if (loaded.Instruments.Find(key) is { } instrument) return instrument;
        error.WriteLine($"There is no questionnaire '{key}'; known are {string.Join(", ", loaded.Instruments.Keys)}.");
        return null;
    }

    private static int Table(Instrument instrument, string? path, bool csv, Func<Stream> input, TextWriter output, TextWriter error)
    {
        var faults = 0L;
        void Tell(Fault fault)
        {
            faults++;
            error.WriteLine(fault);
        }

        var items = instrument.Items.Select(item => item.Key).ToList();
        using var table = path is null
            ? CsvTable.Open(input(), "standard input", items, ["id"], Tell)
            : CsvTable.Open(path, items, ["id"], Tell);
        if (table is null) return 1;

        using var results = new ScoreLines(instrument, csv);
        var progress = new Progress(error);
        var responses = 0L;
        foreach (var row in table.Rows())
        {
            responses++;
            progress.At(responses);
            if (Answers(instrument, row, Tell) is not { } answers || faults > 0) continue;
            var id = table.Has("id") ? row["id"] : responses.ToString(CultureInfo.InvariantCulture);
            results.Add(id, Scoring.Score(instrument, answers), Scoring.Missing(instrument, answers));
        }
        progress.Done();

        if (faults == 0)
        {
            results.CopyTo(output);
            return 0;
        }
        error.WriteLine($"{faults} fault{(faults == 1 ? "" : "s")} in {responses} response{(responses == 1 ? "" : "s")}; nothing was scored.");
        return 1;
    }

    private static Dictionary<string, int>? Answers(Instrument instrument, CsvRow row, Action<Fault> fault)
    {
        var answers = new Dictionary<string, int>(instrument.Items.Count);
        var sound = true;
        foreach (var item in instrument.Items)
        {
            var text = row[item.Key];
            if (text.Length == 0) continue;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && item.Allows(value))
            {
                answers[item.Key] = value;
                continue;
            }
            fault(row.Wrong(item.Key, $"'{text}' is not allowed; allowed is {item.Allowed}, or empty when skipped"));
            sound = false;
        }
        return sound ? answers : null;
    }

    private sealed record OwnError(double? Sem, double? Sd, double? Retest);

    private static int Judge(Instrument instrument, string scaleKey, double from, double to, OwnError own, TextWriter output, TextWriter error)
    {
        if (instrument.Scale(scaleKey) is not { } scale)
        {
            error.WriteLine($"{instrument.Key} has no scale '{scaleKey}'; scales are {string.Join(", ", instrument.Scales.Select(one => one.Key))}.");
            return 1;
        }

        var faults = new List<string>();
        foreach (var (name, value) in new[] { ("FROM", from), ("TO", to) })
        {
            if (value < scale.Min || value > scale.Max) faults.Add(Text($"{name}: {value} is not allowed; {instrument.Key} {scale.Key} is {scale.Min} to {scale.Max}."));
        }
        if (own.Sem <= 0) faults.Add(Text($"--sem: {own.Sem} is not allowed; it must be above 0."));
        if (own.Sd <= 0) faults.Add(Text($"--sd: {own.Sd} is not allowed; it must be above 0."));
        if (own.Retest is < 0 or >= 1) faults.Add(Text($"--retest: {own.Retest} is not allowed; allowed is from 0 up to, not including, 1."));
        if (own.Sem is null && own.Sd is null && scale.Error is null)
        {
            faults.Add($"No measurement error is published for {instrument.Key} {scale.Key}; give --sem, or --sd with --retest.");
        }
        foreach (var fault in faults) error.WriteLine(fault);
        if (faults.Count > 0) return 1;

        var sem = own.Sem ?? (own.Sd is { } sd ? MeasurementError.SemOf(sd, own.Retest!.Value) : scale.Error!.Sem);
        var change = ReliableChange.Between(from, to, sem);
        output.WriteLine(Text($$"""{"difference":{{change.Difference:0.###}},"sdiff":{{change.Sdiff:0.###}},"rci":{{change.Rci:0.###}},"reliable":{{(change.Reliable ? "true" : "false")}}}"""));
        return 0;
    }

    private static string Text(FormattableString message) => FormattableString.Invariant(message);

    /// <summary>Counts on standard error while somebody watches.</summary>
    private sealed class Progress(TextWriter error)
    {
        private readonly bool watched = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

        public void At(long responses)
        {
            if (watched && responses % 50_000 == 0) error.Write(Text($"\r{responses:N0} responses read"));
        }

        public void Done()
        {
            if (watched) error.Write("\r\u001b[K");
        }
    }
}
