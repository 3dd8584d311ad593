using CaregiverSignal.Networks;
using CaregiverSignal.OwnPage;

namespace CaregiverSignal.Pages.Shared.Networks;

public enum NetworkView
{
    [Code("kring")]
    Circle,

    [Code("lijnen")]
    Ecogram,

    [Code("lijst")]
    List,
}

/// <summary>A caregiver's network on a page, for themselves or for staff.</summary>
/// <param name="Rows">Everything ever drawn.</param>
/// <param name="Day">The day shown: today, or one on which it was drawn.</param>
/// <param name="NotPlaced">The helpers who were never added to it.</param>
public sealed record NetworkShown(
    string Path,
    string FirstName,
    IReadOnlyList<Tie> Rows,
    DateOnly Today,
    DateOnly Day,
    NetworkView View,
    IReadOnlyList<Helper> Helpers,
    IReadOnlyList<Helper> NotPlaced
)
{
    public static readonly Texts Words = Texts.Of(typeof(NetworkShown));

    /// <summary>The row to change; 0 for a new person.</summary>
    public TieForm Form { get; init; } = new();

    public IReadOnlyList<Tie> Now { get; } = Network.On(Rows, Day);

    /// <summary>The earlier days on which it was drawn, newest first.</summary>
    public IReadOnlyList<DateOnly> Before { get; } =
    [.. Network.DrawnOn(Rows).SkipLast(1).Where(day => day < Day).Reverse()];

    public bool IsPast => Day != Today;

    /// <inheritdoc cref="Network.DueSince"/>
    public DateOnly? DueSince => Network.DueSince(Rows, Today);

    public NetworkReading Reading => new(Now);

    /// <summary>The pictures side by side: the day's, and for a past day today's too.</summary>
    public IEnumerable<NetworkShown> Drawn =>
        IsPast ? [this, new(Path, FirstName, Rows, Today, Today, View, Helpers, NotPlaced)] : [this];

    public IEnumerable<HelperKind> Kinds =>
        Drawn.SelectMany(drawn => drawn.Now).Select(tie => tie.Kind).Distinct().Order();

    /// <param name="view">One of the codes; by default the circle.</param>
    /// <param name="then">A day on which it was drawn; by default today.</param>
    public static NetworkShown Of(
        DrawnNetwork drawn,
        string path,
        DateOnly today,
        string view = "",
        DateOnly? then = null
    ) =>
        new(
            path,
            drawn.Caregiver.FirstName is { } name ? DisplayText.Visible(name) : "",
            [.. drawn.Rows.Select(row => row with { Name = DisplayText.Visible(row.Name) })],
            today,
            then is { } day && Network.DrawnOn(drawn.Rows).Contains(day) ? day : today,
            Codes.Find<NetworkView>(view) ?? NetworkView.Circle,
            drawn.Helpers,
            Ties.NotPlaced(drawn.Helpers, drawn.Rows)
        );

    public void Fill(TieForm form, long? row, long? helper)
    {
        if (Rows.FirstOrDefault(tie => tie.Id == row && tie.UntilOn is null) is { } tie)
            form.Fill(tie);
        else if (NotPlaced.FirstOrDefault(other => other.Id == helper) is { } placed)
            (form.Name, form.Kind) = (placed.Name, placed.Kind);
    }

    public string Address(NetworkView view, DateOnly? day = null) =>
        $"{Path}?beeld={view.Code()}" + ((day ?? (IsPast ? Day : null)) is { } then ? $"&toen={then:yyyy-MM-dd}" : "");

    public Sketch Sketch(double width) =>
        View == NetworkView.Ecogram
            ? EcogramPicture.Of(Now, FirstName, tie => [.. Lettered(tie)], width)
            : CirclePicture.Of(Now, FirstName, ring => Words["Short." + ring.Code()], width);

    public string Title => Words["Picture." + View.Code(), ("dag", Texts.Day(Day))];

    /// <summary>The network in sentences about what was said; topics nobody was asked about are left out.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var read = Reading;
            yield return string.Join(
                ' ',
                [
                    Words["Size", ("n", Texts.Number(Now.Count))],
                    .. Enum.GetValues<Ring>()
                        .Where(ring => read.InRing(ring) > 0)
                        .Select(ring => $"{Words["Ring." + ring.Code()]}: {Texts.Number(read.InRing(ring))}."),
                ]
            );
            if (Now.Count == 0)
                yield break;
            yield return Words[
                "Variety",
                ("wie", Counted(read.Variety.Select(pair => (KindOf(pair.Kind.Code()), pair.Count))))
            ];
            foreach (
                var told in new[]
                {
                    Told("Contact.", tie => tie.Contact),
                    Told("Initiative.", tie => tie.Initiative),
                    Told("Energy.", tie => tie.Energy),
                }
            )
                if (told is not null)
                    yield return told;
            if (read.Mutual + read.OnlyGot + read.OnlyGiven is > 0 and var known)
                yield return string.Join(
                    ' ',
                    new (string Key, int Ties)[]
                    {
                        ("Both", read.Mutual),
                        ("Got", read.OnlyGot),
                        ("Given", read.OnlyGiven),
                    }
                        .Where(way => way.Ties > 0)
                        .Select(way => Words["Mutual." + way.Key, ("n", Texts.Number(way.Ties))])
                ) + Known(known);
            if (read.Mutual + read.OnlyGot is > 0 and var giving)
                yield return Words[
                    "Spread",
                    (
                        "wat",
                        Counted(
                            Enum.GetValues<SupportKind>()
                                .Select(support => (Words["Gives." + support.Code()], read.Giving(support)))
                        )
                    )
                ] + Known(giving);
            foreach (
                var (key, ties) in new[]
                {
                    ("CanTakeOver", read.CanTakeOver),
                    ("More", read.Wishing(Wish.More)),
                    ("Less", read.Wishing(Wish.Less)),
                }
            )
                if (ties.Count > 0)
                    yield return Words[key, ("wie", Names(ties))];
        }
    }

    /// <summary>The count of each answer; null if there are none, as unknown does not mean none.</summary>
    private string? Told<TCode>(string words, Func<Tie, TCode?> said)
        where TCode : struct, Enum
    {
        var counts = Now.Select(said).OfType<TCode>().CountBy(code => code).OrderBy(pair => pair.Key).ToList();
        return counts.Count == 0
            ? null
            : Texts.Capital(
                Texts.Listed(counts.Select(pair => $"{Words[words + pair.Key.Code()]}: {Texts.Number(pair.Value)}"))
            )
                + "."
                + Known(counts.Sum(pair => pair.Value));
    }

    private string Known(int known) =>
        known == Now.Count ? "" : " " + Words["Known", ("n", Texts.Number(known)), ("totaal", Texts.Number(Now.Count))];

    /// <summary>Changes since the last drawing, or since the day shown; empty if drawn only once.</summary>
    public IEnumerable<string> Changes
    {
        get
        {
            if ((IsPast ? Day : Before.Cast<DateOnly?>().FirstOrDefault()) is not { } last)
                yield break;
            var change = Network.Between(Network.On(Rows, last), Network.On(Rows, Today));
            if (change.IsNone)
                yield return Words["Same", ("dag", Texts.Day(last))];
            foreach (
                var (key, ties) in new[]
                {
                    ("Came", change.Came),
                    ("Went", change.Went),
                    ("Nearer", change.Nearer),
                    ("Farther", change.Farther),
                }
            )
                if (ties.Count > 0)
                    yield return Words[key, ("dag", Texts.Day(last)), ("wie", Names(ties))];
        }
    }

    /// <summary>For staff: a question to think about, never a verdict.</summary>
    public IEnumerable<string> ToThinkOf => Reading.Only is { } kind ? [Words["Only." + kind.Code()]] : [];

    /// <summary>A person's line in the list, which says the same as the picture. The usual is left out.</summary>
    public string Said(Tie tie) =>
        Texts.Listed(
            KindOf(tie.Kind.Code()),
            Helpers.FirstOrDefault(helper => helper.Name == tie.Name)?.Does is { } does
                ? DisplayText.Visible(does)
                : null,
            tie.Gives.Length > 0 ? Words["Gives.Said", ("wat", SupportsOf(tie.Gives))] : null,
            tie.Takes.Length > 0 ? Words["Takes.Said", ("wat", SupportsOf(tie.Takes))] : null,
            tie.Contact is { } contact ? Words["Contact." + contact.Code()] : null,
            tie.Initiative is { } initiative ? Words["Initiative." + initiative.Code()] : null,
            tie.Importance is { } importance and not Importance.Normal
                ? Words["Importance." + importance.Code()]
                : null,
            tie.Mood is { } mood and not Mood.Good ? Words["Mood." + mood.Code()] : null,
            tie.Energy is { } energy and not Energy.Neutral ? Words["Energy." + energy.Code()] : null,
            tie.TakesOver is { } takesOver ? Words["TakesOver." + (takesOver ? "yes" : "no")] : null,
            tie.Wish is { } wish ? Words["Wish." + wish.Code()] : null
        );

    /// <summary>Everything said, on all days; for staff only what they may see.</summary>
    public static IReadOnlyList<string> CopyOf(DrawnNetwork drawn, bool forThemselves, DateOnly today)
    {
        var shown = Of(drawn, "", today);
        if (shown.Rows.Count > 0 && !forThemselves && !drawn.MaySee)
            return [Words["OnOwnPage"]];
        return
        [
            .. shown.Rows.Select(tie =>
                Words[
                    tie.UntilOn is null ? "Since" : "Was",
                    (
                        "wie",
                        Texts.Listed(Languages.Isolated(tie.Name), Words["Ring." + tie.Ring.Code()], shown.Said(tie))
                    ),
                    ("dag", Texts.Day(tie.FromOn)),
                    ("tot", tie.UntilOn is { } until ? Texts.Day(until) : "")
                ]
            ),
        ];
    }

    public static string KindOf(string code) => Words["Kind." + code];

    private static IEnumerable<string> Lettered(Tie tie)
    {
        if (tie.Gives.Length > 0)
            yield return Words["Gives.Said", ("wat", LettersOf(tie.Gives))];
        if (tie.Takes.Length > 0)
            yield return Words["Takes.Said", ("wat", LettersOf(tie.Takes))];
    }

    private static string LettersOf(string letters) =>
        string.Join(' ', Supports.In(letters).Select(support => Words["Letter." + support.Code()]));

    /// <summary>With the letters that stand for them in a picture of lines.</summary>
    private string SupportsOf(string letters) =>
        Texts.Listed(
            Supports
                .In(letters)
                .Select(support => support.Code())
                .Select(code =>
                    Words["Gives." + code] + (View == NetworkView.Ecogram ? $" ({Words["Letter." + code]})" : "")
                )
        );

    /// <summary>"familie 3, buur 1"; a count of nobody says nothing.</summary>
    private static string Counted(IEnumerable<(string What, int Count)> counts) =>
        Texts.Listed(
            counts
                .Where(counted => counted.Count > 0)
                .Select(counted => $"{counted.What} {Texts.Number(counted.Count)}")
        );

    private static string Names(IEnumerable<Tie> ties) =>
        Texts.Listed(ties.Select(tie => Languages.Isolated(tie.Name)));
}
