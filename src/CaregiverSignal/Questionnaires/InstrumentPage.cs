using System.Globalization;

namespace CaregiverSignal.Questionnaires;

/// <summary>
/// A questionnaire described on a page of Markdown: generated, so that it cannot differ from how it is scored.
/// </summary>
public static class InstrumentPage
{
    /// <summary>The command that rewrites the pages in the repository.</summary>
    public const string Command = "dotnet run --project src/CaregiverSignal -- describe --out docs/instruments";

    private const string Overlay = "../../questionnaires/overlay/README.md";

    /// <summary>
    /// The page of one questionnaire. It shows our own words, and never official words or supplied weights.
    /// </summary>
    public static string Of(Instrument instrument)
    {
        List<string> lines =
        [
            $"# {Plain(instrument.Name.En)}",
            "",
            $"`{instrument.Key}`, version {instrument.Version}. Wording: {instrument.Wording.StateName}. Licence: {State(instrument.Licence)}. In Dutch: *{Plain(instrument.Name.Nl)}*.",
            "",
            Plain(instrument.Measures),
            "",
            .. Items(instrument),
            .. Answers(instrument),
            "## Scoring",
            "",
            .. instrument.IsUnscored ? new[] { "No scales: the answers stand for themselves.", "" } : [],
            .. instrument.Scales.SelectMany(scale => Describe(instrument, scale)),
            .. Waiting(instrument),
            "## Skipped items",
            "",
            instrument.IsUnscored ? "A skipped question has no answer."
            : instrument.Missing.MostSkipped == 0
                ? "A scale with a skipped item has no value, only the lowest and highest it could still have; and a band only when both are in it."
            : $"Up to {instrument.Missing.MostSkipped} skipped items of a scale count as the mean of the answered ones; with more, a scale has no value, only the lowest and highest it could still have.",
            "",
            Source(instrument.Missing.Source),
            "",
            "## How often",
            "",
            $"At most once in {instrument.Interval.Days} days.",
            "",
            Source(instrument.Interval.Source),
            "",
            .. Short(instrument),
            .. Words(instrument),
            "## Licence",
            "",
            $"{Plain(instrument.Licence.Holder)}. {Plain(instrument.Licence.Permission)}",
            "",
            Source(instrument.Licence.Source),
            "",
            "---",
            "",
            $"Made from `questionnaires/{instrument.Key}-v{instrument.Version}.json` and its wording. Change those, then run `{Command}`.",
        ];
        return Text(lines);
    }

    /// <summary>The index of all pages.</summary>
    public static string Index(IEnumerable<Instrument> instruments) =>
        Text([
            "# Questionnaires",
            "",
            "*Own* wording is our plain Dutch, not the validated text; *not supplied* can be scored and imported, and is asked",
            $"once an operator [supplies the words]({Overlay}). Scales in brackets wait for numbers in the same way.",
            "",
            "| key | what it measures | items | scales | wording | licence |",
            "|---|---|---|---|---|---|",
            .. instruments.Select(one =>
                $"| [{one.Key}]({one.Key}.md) | {Plain(one.Measures)} | {one.Items.Count} | {Scales(one)} | {one.Wording.StateName} | {State(one.Licence)} |"
            ),
            "",
            "Licence: *free*, a text allows the use; *unknown*, no licence text was found; *registration*, the holder licenses each",
            "use; *ours*, made by us.",
            "",
            "---",
            "",
            $"Made from the files in `questionnaires`. Change those, then run `{Command}`.",
        ]);

    /// <summary>The licence state in one word.</summary>
    public static string State(Licence licence) => licence.State.ToString().ToLowerInvariant();

    private static string Scales(Instrument instrument) =>
        string.Join(
            ", ",
            instrument.Scales.Select(scale => scale.Key).Concat(instrument.Unsupplied.Select(scale => $"({scale.Key})"))
        );

    private static List<string> Items(Instrument instrument)
    {
        List<string> lines = ["## Items", ""];
        var (hasAbout, hasWords, hasSets) = (
            instrument.Items.Any(item => item.About is not null),
            IsOurs(instrument),
            instrument.Answers.Count > 1
        );
        if (!hasAbout && !hasWords && !hasSets)
            return
            [
                .. lines,
                $"{Keys(instrument.Items.Select(item => item.Key))}. What each is about is not ours to give.",
                "",
            ];

        string Row(string key, string about, string set, string words) =>
            $"| {key} |{(hasAbout ? $" {about} |" : "")}{(hasSets ? $" {set} |" : "")}{(hasWords ? $" {words} |" : "")}";
        lines.Add(Row("key", "about", "answers", "our question"));
        lines.Add(Row("---", "---", "---", "---").Replace(" ", "", StringComparison.Ordinal));
        lines.AddRange(
            instrument.Items.Select(item =>
                Row(
                    $"`{item.Key}`",
                    Plain(item.About ?? ""),
                    item.Answers,
                    Both(item.Text) + (item.Hint is { } hint ? $"<br>{Both(hint)}" : "")
                )
            )
        );
        return [.. lines, ""];
    }

    private static List<string> Answers(Instrument instrument)
    {
        List<string> lines = ["## Answers", ""];
        foreach (var set in instrument.Answers)
        {
            var item = instrument.Items.FirstOrDefault(one => one.Answers == set.Key);
            if (instrument.Answers.Count > 1)
                lines.AddRange([$"### {set.Key}", ""]);
            if (item is null || !IsOurs(instrument))
            {
                lines.AddRange([$"Codes {string.Join(", ", set.Codes)}.", ""]);
            }
            else
            {
                if (item.Choices.Count < item.Codes.Count)
                    lines.AddRange([$"Stored and imported is any code of {item.Allowed}; a page offers these.", ""]);
                lines.AddRange([
                    "| code | our label |",
                    "|---|---|",
                    .. item.Choices.Select(code => $"| {code.Value} | {Both(code.Label, " ")} |"),
                    "",
                ]);
            }
            lines.AddRange([Source(set.Source), ""]);
        }
        return lines;
    }

    private static List<string> Describe(Instrument instrument, Scale scale)
    {
        var better = scale.Direction == Direction.HigherIsBetter;
        return
        [
            $"### `{scale.Key}`: {Plain(scale.Name.En)}",
            "",
            $"{How(instrument, scale)} From {Number(scale.Min)} to {Number(scale.Max)}; higher is {(better ? "better" : "worse")}.",
            "",
            .. scale.IsSupplied && instrument.Supply is { } supply
                ? new[] { $"Its numbers were supplied: `{supply.Set}`, {Sentence(supply.Source)}", "" }
                : [],
            Source(scale.Source),
            "",
            .. Bands(scale),
            .. Error(scale),
        ];
    }

    private static string How(Instrument instrument, Scale scale)
    {
        var all = scale.Items.Length == instrument.Items.Count;
        var items = all ? $"all {scale.Items.Length} items" : Keys(scale.Items.Select(part => part.Item.Key));
        if (scale.Items.Length == 1 && scale.Kind is ScaleKind.Sum or ScaleKind.Mean && !scale.Items[0].IsReversed)
            return $"The answer to `{scale.Items[0].Item.Key}` itself.";
        return scale.Kind switch
        {
            ScaleKind.Sum => $"The codes of {items}, added up.{Reversed(scale)}",
            ScaleKind.Mean => $"The mean of the codes of {items}.{Reversed(scale)}",
            ScaleKind.Count => $"How many of {items} are answered with {Counted(scale)}.",
            _ =>
                $"The weights of the answers to {items}, added up{string.Concat(scale.Interactions.Select(pair => $", with what `{scale.Items[pair.First].Item.Key}` and `{scale.Items[pair.Second].Item.Key}` add together"))}.",
        };
    }

    private static string Reversed(Scale scale) =>
        string.Concat(
            scale
                .Items.Where(part => part.IsReversed)
                .GroupBy(part => part.Item.Lowest + part.Item.Highest)
                .Select(group =>
                    $" Reversed, counting as {group.Key} − code: {Keys(group.Select(part => part.Item.Key))}."
                )
        );

    private static string Counted(Scale scale)
    {
        var codes = scale
            .Items.SelectMany(part => part.Item.Codes.Where(code => part.Of(code.Value) > 0))
            .Select(code => code.Value)
            .Distinct()
            .Order()
            .ToList();
        return codes.Count == 1 ? $"{codes[0]}" : $"{string.Join(", ", codes.SkipLast(1))} or {codes[^1]}";
    }

    private static List<string> Bands(Scale scale)
    {
        if (scale.Bands.Length == 0)
            return ["No bands.", ""];
        var sources = scale.Bands.Select(band => band.Source).Distinct().ToList();
        string Row(string key, string values, string meaning, string source) =>
            $"| {key} | {values} | {meaning} |{(sources.Count > 1 ? $" {source} |" : "")}";
        return
        [
            Row("band", "values", "in words", "source"),
            Row("---", "---", "---", "---").Replace(" ", "", StringComparison.Ordinal),
            .. scale.Bands.Select(band =>
                Row($"`{band.Key}`", Values(band), Both(band.Label, " "), Plain(band.Source))
            ),
            "",
            .. sources.Count == 1 ? new[] { Source(sources[0]), "" } : [],
        ];
    }

    private static string Values(Band band) =>
        (band.From == band.To ? Number(band.From) : $"{Number(band.From)} to {Number(band.To)}")
        + (band.IsCutOff ? ", from the cut-off" : "");

    private static List<string> Error(Scale scale)
    {
        if (scale.Error is not { } error)
            return ["Error of measurement: no published one was found, so a change cannot be judged.", ""];
        var made = error.Sd is { } sd
            ? $", from a standard deviation of {Number(sd)} and a retest of {Number(error.Retest!.Value)}"
            : "";
        return
        [
            $"Error of measurement (SEM): {Number(error.Sem)}{made}. Smallest detectable change: {Detectable(error)} points (1.96 × √2 × SEM).",
            "",
            Source(error.Source),
            "",
        ];
    }

    private static List<string> Waiting(Instrument instrument)
    {
        if (instrument.Unsupplied.Count == 0)
            return [];
        List<string> lines = ["### Waiting for numbers", ""];
        foreach (var reason in instrument.Unsupplied.GroupBy(scale => scale.Why))
        {
            lines.AddRange([
                .. reason.Select(scale => $"- `{scale.Key}`: {Plain(scale.Name.En)}"),
                "",
                Sentence(reason.Key),
                "",
            ]);
        }
        return
        [
            .. lines,
            $"These scales have no value until `{instrument.Key}-v{instrument.Version}.scales.json` lies in the overlay folder: [how]({Overlay}).",
            "",
        ];
    }

    private static List<string> Short(Instrument instrument) =>
        instrument.ShortForm is not { } shorter
            ? []
            :
            [
                "## Short form",
                "",
                $"[{shorter.Key}]({shorter.Key}.md) stands in for it when it is too much.",
                "",
                Source(shorter.Source),
                "",
            ];

    private static List<string> Words(Instrument instrument)
    {
        var file = $"`{instrument.Key}-v{instrument.Version}.wording.json`";
        var who =
            instrument.Licence.State == LicenceState.Ours
                ? "Who wants other words lays them"
                : "Who may use the official text lays it";
        return
        [
            "## Wording",
            "",
            instrument.Wording.State == WordingState.NotSupplied
                ? $"Not supplied. {Sentence(instrument.Wording.Note)}"
                : $"{(IsOurs(instrument) ? "Own" : "Official")}, `{instrument.Wording.Version}`. {Sentence(instrument.Wording.Note)}",
            "",
            instrument.Wording.State == WordingState.Official
                ? "The official text is not printed here."
                : $"{who} as {file} in the overlay folder: [how]({Overlay}).",
            "",
        ];
    }

    private static bool IsOurs(Instrument instrument) => instrument.Wording.State == WordingState.Own;

    private static string Source(string source) => $"Source: {Sentence(source)}";

    private static string Keys(IEnumerable<string> keys) => string.Join(", ", keys.Select(key => $"`{key}`"));

    /// <summary>The Dutch text, and the English in italics where it differs.</summary>
    private static string Both(LocalText text, string between = "<br>") =>
        text.Nl == text.En ? Plain(text.Nl) : $"{Plain(text.Nl)}{between}*{Plain(text.En)}*";

    private static string Sentence(string text) =>
        Plain(text) is var plain && plain[^1] is '.' or '?' or '!' ? plain : plain + ".";

    /// <summary>The text with Markdown's own characters escaped.</summary>
    private static string Plain(string text) =>
        text.ReplaceLineEndings(" ")
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>
    /// The smallest change between two measurements that is more than error, at 95%, in points of the scale.
    /// </summary>
    private static string Detectable(MeasurementError error) =>
        (1.96 * Math.Sqrt(2) * error.Sem).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Text(List<string> lines) => string.Join('\n', lines) + "\n";
}
