using CaregiverSignal.Networks;

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

/// <summary>
/// The people around a caregiver as a page shows them, to themselves or to who looks along with them.
/// </summary>
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

    /// <summary>
    /// What the network is like, in sentences about what was said; of what nobody was asked it says nothing.
    /// </summary>
    public IEnumerable<string> Lines
    {
        get
        {
            var read = Reading;
            yield return Words[
                "Size",
                ("n", Texts.Number(Now.Count)),
                ("dichtbij", Texts.Number(read.InRing(Ring.Near))),
                ("geregeld", Texts.Number(read.InRing(Ring.Regular))),
                ("ver", Texts.Number(read.InRing(Ring.Far)))
            ];
            if (Now.Count == 0)
                yield break;
            yield return Words[
                "Variety",
                (
                    "wie",
                    Texts.Listed(read.Variety.Select(pair => $"{KindOf(pair.Kind.Code())} {Texts.Number(pair.Count)}"))
                )
            ];
            if (Now.Any(tie => tie.Contact is not null))
                yield return Words[
                    "ContactLine",
                    ("week", Texts.Number(read.Of(ContactFrequency.Weekly))),
                    ("maand", Texts.Number(read.Of(ContactFrequency.Monthly))),
                    ("minder", Texts.Number(read.Of(ContactFrequency.Seldom)))
                ] + NotKnown(tie => tie.Contact is null);
            if (Now.Any(tie => tie.Initiative is not null))
                yield return Words[
                    "InitiativeLine",
                    ("u", Texts.Number(read.Of(Initiative.Mine))),
                    ("beide", Texts.Number(read.Of(Initiative.Both))),
                    ("ander", Texts.Number(read.Of(Initiative.Theirs)))
                ] + NotKnown(tie => tie.Initiative is null);
            if (read.Mutual + read.OnlyGot + read.OnlyGiven > 0)
            {
                yield return Words[
                    "Mutual",
                    ("beide", Texts.Number(read.Mutual)),
                    ("gekregen", Texts.Number(read.OnlyGot)),
                    ("gegeven", Texts.Number(read.OnlyGiven))
                ] + NotKnown(tie => tie is { Gives.Length: 0, Takes.Length: 0 });
                yield return Words[
                    "Spread",
                    ("p", Texts.Number(read.Giving(SupportKind.Practical))),
                    ("g", Texts.Number(read.Giving(SupportKind.Company))),
                    ("a", Texts.Number(read.Giving(SupportKind.Advice))),
                    ("e", Texts.Number(read.Giving(SupportKind.Emotional)))
                ];
            }

            if (Now.Any(tie => tie.Energy is not null))
                yield return Words[
                    "EnergyLine",
                    ("geeft", Texts.Number(read.Of(Energy.Gives))),
                    ("kost", Texts.Number(read.Of(Energy.Costs)))
                ] + NotKnown(tie => tie.Energy is null);
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

    private string NotKnown(Func<Tie, bool> isUnknown) =>
        Now.Count(isUnknown) is > 0 and var unknown ? " " + Words["NotKnown", ("n", Texts.Number(unknown))] : "";

    /// <summary>Who came, went and moved since it was drawn before; empty where it was drawn once.</summary>
    public IEnumerable<string> Changes
    {
        get
        {
            if (Before is not [var last, ..])
                yield break;
            var change = Network.Between(Network.On(Rows, last), Now);
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

    /// <summary>
    /// What was said of somebody, as their line in the list; the picture says the same. What is as usual is left out.
    /// </summary>
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

    private static string SupportsOf(string letters) =>
        Texts.Listed(Supports.In(letters).Select(support => Words["Gives." + support.Code()]));

    private static string Names(IEnumerable<Tie> ties) =>
        Texts.Listed(ties.Select(tie => Languages.Isolated(tie.Name)));
}
