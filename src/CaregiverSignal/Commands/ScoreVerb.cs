using System.CommandLine;
using System.Globalization;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Commands;

/// <summary>The verb <c>score</c>: turns responses into scale values, or judges one change. No database.</summary>
public static class ScoreVerb
{
    // No scale has an error outside these; beyond them the results overflow or vanish.
    private const double LeastSem = 1e-6;
    private const double MostSem = 1e6;

    /// <param name="input">Standard input; null for that of the process.</param>
    public static Command Create(Func<LoadResult> load, Func<Stream>? input = null)
    {
        var key = new Argument<string>("INSTRUMENT") { Description = "The questionnaire's key, such as csi." };
        var from = Value("FROM", "With --change: the earlier value.");
        var to = Value("TO", "With --change: the later value.");
        var file = new PathOption("--in", PathUse.ReadsFile)
        {
            Description =
                $"A CSV file with one response a row: optional id, then one column per item. Standard input when left out. With one bad row nothing is scored; the first {TableScoring.MostReported} faults are reported.",
            HelpName = "FILE",
        };
        var format = new Option<string>("--format")
        {
            Description = "json (one line a row) or csv (one line a scale).",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "csv");
        var version = new Option<int?>("--version")
        {
            Description = "The questionnaire's version; the newest when left out.",
            HelpName = "N",
        };
        var change = new Option<bool>("--change")
        {
            Description = "Judge whether the change FROM → TO is more than measurement error.",
            Arity = ArgumentArity.Zero,
        };
        var scale = new Option<string?>("--scale")
        {
            Description = "With --change: the scale, such as total.",
            HelpName = "SCALE",
        };
        var sem = Number("--sem", "Likewise: the standard error of measurement, in place of the questionnaire's own.");
        var sd = Number("--sd", "Likewise: the standard deviation, together with --retest.");
        var retest = Number("--retest", "Likewise: the test-retest reliability, from 0 up to 1.");

        var verb = new Command("score", "Scores a table of responses, or judges the change between two values.")
        {
            key,
            from,
            to,
            file,
            format,
            version,
            change,
            scale,
            sem,
            sd,
            retest,
        };
        verb.Validators.Add(used =>
        {
            bool Given(Symbol symbol) =>
                symbol is Option option
                    ? used.GetResult(option) is { Implicit: false }
                    : used.GetResult((Argument)symbol) is { Tokens.Count: > 0 };
            void Refuse(Symbol[] extras, string why)
            {
                foreach (var extra in extras.Where(Given))
                    used.AddError($"{extra.Name} {why}.");
            }

            if (Given(change))
            {
                if (!Given(scale) || !Given(from) || !Given(to))
                    used.AddError("--change needs --scale SCALE FROM TO.");
                Refuse([file, format], "does not go with --change");
            }
            else
                Refuse([from, to, scale, sem, sd, retest], "goes with --change only");
            if (Given(sd) != Given(retest))
                used.AddError("--sd and --retest go together.");
            if (Given(sem) && Given(sd))
                used.AddError("Give --sem, or --sd with --retest, not both.");
        });
        verb.SetAction(async parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                if (Find(load(), parsed.GetRequiredValue(key), parsed.GetValue(version), error) is not { } instrument)
                    return CommandLine.Failure;
                if (!parsed.GetValue(change))
                    return await TableScoring.RunAsync(
                        instrument,
                        parsed.GetValue(format) == "csv",
                        parsed.GetValue(file),
                        input ?? Console.OpenStandardInput,
                        output,
                        error
                    );
                var own = new OwnError(parsed.GetValue(sem), parsed.GetValue(sd), parsed.GetValue(retest));
                var (earlier, later) = (parsed.GetValue(from)!.Value, parsed.GetValue(to)!.Value);
                var answer = Judge(instrument, parsed.GetRequiredValue(scale)!, earlier, later, own, out var faults);
                foreach (var fault in faults)
                    error.WriteLine(fault);
                if (answer is null)
                    return CommandLine.Failure;
                output.WriteLine(answer);
                return CommandLine.Success;
            }
            catch (IOException problem)
            {
                // A full disk, or an input that breaks off: by then the rest has been printed.
                error.WriteLine($"Stopped, and what was printed is not complete: {problem.Message}");
                return CommandLine.Failure;
            }
        });
        return verb;
    }

    private static Argument<double?> Value(string name, string description) =>
        new(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = Invariant,
        };

    private static Option<double?> Number(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "NUMBER",
            CustomParser = Invariant,
        };

    /// <summary>Reads a number with a decimal point whatever the machine's language, as in the output.</summary>
    private static double? Invariant(System.CommandLine.Parsing.ArgumentResult given)
    {
        if (given.Tokens.Count == 0)
            return null;
        var text = given.Tokens[0].Value;
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
        )
            return number;
        given.AddError($"'{text}' is not a number (with a decimal point, such as 5.5).");
        return null;
    }

    private static Instrument? Find(LoadResult loaded, string key, int? version, TextWriter error)
    {
        foreach (var fault in loaded.Faults)
            error.WriteLine(fault);
        if (!loaded.IsGood)
            return null;

        var versions = loaded.Instruments.All.Where(instrument => instrument.Key == key).ToList();
        if (versions.Count == 0)
            error.WriteLine(
                $"There is no questionnaire '{key}'; known are {string.Join(", ", loaded.Instruments.Keys)}."
            );
        else if (version is null)
            return versions[^1];
        else if (versions.Find(instrument => instrument.Version == version) is { } found)
            return found;
        else
            error.WriteLine(
                $"There is no version {version} of {key}; known {(versions.Count == 1 ? "is" : "are")} {string.Join(", ", versions.Select(instrument => instrument.Version))}."
            );
        return null;
    }

    private sealed record OwnError(double? Sem, double? Sd, double? Retest);

    /// <returns>The change as JSON; null, with faults, if scale, error or a value is missing or wrong.</returns>
    private static string? Judge(
        Instrument instrument,
        string key,
        double from,
        double to,
        OwnError own,
        out IReadOnlyList<string> faults
    )
    {
        if (instrument.Scale(key) is not { } scale)
        {
            faults = [NoScale(instrument, key)];
            return null;
        }

        faults =
        [
            .. Unless(!(own.Sem <= 0), $"--sem: {own.Sem} is not allowed; it must be above 0."),
            .. Unless(!(own.Sd <= 0), $"--sd: {own.Sd} is not allowed; it must be above 0."),
            .. Unless(
                own.Retest is null or (>= 0 and < 1),
                $"--retest: {own.Retest} is not allowed; allowed is from 0 up to, not including, 1."
            ),
            .. Unless(
                (own.Sem ?? own.Sd ?? scale.Error?.Sem) is not null,
                $"No measurement error is published for {instrument.Key} {key}; give --sem, or --sd with --retest."
            ),
        ];
        if (faults.Count > 0)
            return null;
        var sem = own is { Sd: { } sd, Retest: { } retest }
            ? MeasurementError.SemOf(sd, retest)
            : own.Sem ?? scale.Error!.Sem;
        faults =
        [
            .. Unless(
                sem is >= LeastSem and <= MostSem,
                $"An error of measurement of {sem} is not allowed; allowed is {LeastSem} to {MostSem}."
            ),
            .. InRange("FROM", from),
            .. InRange("TO", to),
        ];
        if (faults.Count > 0)
            return null;
        var change = ReliableChange.Between(from, to, sem);
        return Text(
            $$"""{"difference":{{change.Difference:0.###}},"sdiff":{{change.Sdiff:0.###}},"rci":{{change.Rci:0.###}},"reliable":{{(change.Reliable ? "true" : "false")}}}"""
        );

        IEnumerable<string> InRange(string name, double value) =>
            Unless(
                value >= scale.Min && value <= scale.Max,
                $"{name}: {value} is not allowed; {instrument.Key} {key} is {scale.Min} to {scale.Max}."
            );
    }

    private static string NoScale(Instrument instrument, string key) =>
        instrument.Unsupplied.FirstOrDefault(scale => scale.Key == key) is { } waiting
            ? $"{instrument.Key} {key} waits for its numbers. {waiting.Why}."
        : instrument.Scales.Count == 0 ? $"{instrument.Key} has no scale '{key}', and none that can be scored yet."
        : $"{instrument.Key} has no scale '{key}'; scales are {string.Join(", ", instrument.Scales.Select(scale => scale.Key))}.";

    private static IEnumerable<string> Unless(bool holds, FormattableString fault) => holds ? [] : [Text(fault)];

    private static string Text(FormattableString message) => FormattableString.Invariant(message);
}
