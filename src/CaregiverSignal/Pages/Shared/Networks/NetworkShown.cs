using CaregiverSignal.Networks;
using CaregiverSignal.OwnPage;

namespace CaregiverSignal.Pages.Shared.Networks;

/// <summary>How a network is looked at: three views of the same people.</summary>
public enum NetworkView
{
    [Code("kring")]
    Circle,

    [Code("lijnen")]
    Ecogram,

    [Code("lijst")]
    List,
}

/// <summary>The people around a caregiver as a page shows them, to themselves or to who looks along with
/// them.</summary>
/// <param name="Rows">All that was ever drawn.</param>
/// <param name="Day">The day that is looked at: today, or one on which it was drawn.</param>
/// <param name="Helpers">Who helps in a situation of theirs.</param>
/// <param name="NotPlaced">Those of them who were never put in it.</param>
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

    /// <summary>Which row is changed; 0 for somebody new.</summary>
    public TieForm Form { get; init; } = new();

    public IReadOnlyList<Tie> Now { get; } = Network.On(Rows, Day);

    /// <summary>The days on which it was drawn before, the newest first.</summary>
    public IReadOnlyList<DateOnly> Before { get; } =
    [.. Network.DrawnOn(Rows).SkipLast(1).Where(day => day < Day).Reverse()];

    public bool IsPast => Day != Today;

    /// <inheritdoc cref="Network.DueSince"/>
    public DateOnly? DueSince => Network.DueSince(Rows, Today);

    public NetworkReading Reading => new(Now);

    /// <summary>What is drawn beside each other: that of the day, and where it is past also that of today.</summary>
    public IEnumerable<NetworkShown> Drawn =>
        IsPast ? [this, new(Path, FirstName, Rows, Today, Today, View, Helpers, NotPlaced)] : [this];

    /// <summary>The kinds of people that a sign in the picture stands for.</summary>
    public IEnumerable<HelperKind> Kinds =>
        Drawn.SelectMany(drawn => drawn.Now).Select(tie => tie.Kind).Distinct().Order();

    /// <param name="view">One of the codes; another is the circle.</param>
    /// <param name="then">A day on which it was drawn; any other is today.</param>
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

    /// <summary>Fills the form with a row, or with a helper who is not in the network yet.</summary>
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

    /// <summary>What the network is like, in sentences about what was said; of what nobody was asked it says
    /// nothing.</summary>
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
                    new[] { ("Both", read.Mutual), ("Got", read.OnlyGot), ("Given", read.OnlyGiven) }
                        .Where(way => way.Item2 > 0)
                        .Select(way => Words["Mutual." + way.Item1, ("n", Texts.Number(way.Item2))])
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

    /// <summary>How many of each that was said; null where nobody said anything, as unknown is not none.</summary>
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

    /// <summary>Who came, went and moved since it was drawn before, or since the day that is looked at; empty where it
    /// was drawn once.</summary>
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

    /// <summary>For who works at the support point: a question to think about, and never a verdict.</summary>
    public IEnumerable<string> ToThinkOf => Reading.Only is { } kind ? [Words["Only." + kind.Code()]] : [];

    /// <summary>What was said of somebody, as their line in the list; the picture says the same. What is as usual is
    /// left out.</summary>
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

    /// <summary>All that was said, on all days; to staff only what they may see.</summary>
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
