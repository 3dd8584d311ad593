using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Case.Who;

/// <summary>Who the caregiver is and for whom they care: what a call needs, and the rest folded.</summary>
/// <param name="Facts">The facts a call needs; the rest is in <paramref name="MoreFacts"/>.</param>
public sealed record WhoModel(
    long CaregiverId,
    string FirstName,
    string? Phone,
    IReadOnlyList<FactLine> Facts,
    IReadOnlyList<FactLine> MoreFacts
)
{
    public static readonly Texts Words = Texts.Of(typeof(WhoSection));

    public static WhoModel Of(Caregiver caregiver, CareSituation? care, Coordinator owner, DateOnly today) =>
        new(
            caregiver.Id,
            CalledAs(caregiver),
            caregiver.Phone,
            FactsOf(care),
            MoreFactsOf(caregiver, care, owner, today)
        );

    /// <summary>The caregiver's name in texts; the number when no first name is known.</summary>
    public static string CalledAs(Caregiver caregiver) => Plainly.Shown(caregiver.FirstName ?? caregiver.Person);

    /// <summary>Whether and how the caregiver takes part, in words.</summary>
    public static string StatusOf(Caregiver caregiver) =>
        caregiver is { Status: CaregiverStatus.Paused, PausedUntil: { } until }
            ? Words["PausedUntil", ("dag", Texts.Day(until))]
            : Words["Status." + caregiver.Status.Code()];

    private static List<FactLine> FactsOf(CareSituation? care)
    {
        var facts = new List<FactLine>();
        if (care?.Relation is { } relation)
            facts.Add(new(Words["Fact.CaresFor"], Words["Relation." + relation.Code()]));
        if (care?.Condition is { Length: > 0 } condition)
            facts.Add(
                new(
                    Words["Fact.Condition"],
                    Words.Has("Condition." + condition) ? Words["Condition." + condition] : Plainly.Shown(condition)
                )
            );
        if (care?.CaringSince is { } since)
            facts.Add(new(Words["Fact.Since"], since.ToString("MMMM yyyy", Texts.Dutch)));
        if (care?.HoursPerWeek is { } hours)
            facts.Add(new(Words["Fact.Hours"], Words["Hours", ("n", hours.ToString(CultureInfo.InvariantCulture))]));
        return facts;
    }

    private static List<FactLine> MoreFactsOf(
        Caregiver caregiver,
        CareSituation? care,
        Coordinator owner,
        DateOnly today
    )
    {
        var facts = new List<FactLine> { new(Words["Fact.Number"], Plainly.Shown(caregiver.Person)) };
        if (care?.LivesTogether is { } together)
            facts.Add(new(Words["Fact.Together"], Words[together ? "Yes" : "No"]));
        if (care?.Works is { } works)
            facts.Add(new(Words["Fact.Works"], Words[works ? "Yes" : "No"]));
        facts.Add(
            new(
                Words["Fact.Channel"],
                Words[
                    "Channel."
                        + (
                            caregiver.Channel == Channel.Email && Minors.Is(caregiver.Born, today)
                                ? "minor"
                                : caregiver.Channel.Code()
                        )
                ]
            )
        );
        facts.Add(new(Words["Fact.Status"], StatusOf(caregiver)));
        if (caregiver is { Status: CaregiverStatus.Active, SoonerOn: { } sooner })
            facts.Add(new(Words["Fact.Sooner"], Texts.Day(sooner)));
        facts.Add(new(Words["Fact.Coordinator"], Plainly.Shown(owner.Name ?? owner.Email)));
        return facts;
    }
}
