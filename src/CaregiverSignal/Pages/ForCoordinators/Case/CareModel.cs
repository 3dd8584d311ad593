using System.Globalization;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.Shared.Networks;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>Whom a caregiver cares for, who shares that care, and who helps, as texts ready to show.</summary>
public sealed record CareModel(long CaregiverId, string FirstName, IReadOnlyList<CareOfOne> All)
{
    private static readonly Texts Words = CaseModel.Words;

    public bool HelpRuns { get; init; }

    /// <summary>The day their network was drawn, if over half a year ago and visible to us; otherwise null.</summary>
    public DateOnly? NetworkDue { get; init; }

    /// <summary>Whether the person they cared for died.</summary>
    public bool IsLost { get; init; }

    public string Path => PathOf(CaregiverId);

    /// <summary>One line for each, such as "Zorgt voor de partner: dementie, 40 uur per week".</summary>
    public IEnumerable<string> Lines => All.Select(care => $"{care.Title}: {care.Facts}".TrimEnd(' ', ':'));

    public static string PathOf(long caregiverId) =>
        string.Create(CultureInfo.InvariantCulture, $"/zaak/{caregiverId}/naasten");

    /// <param name="isLost">Whether the person they cared for died.</param>
    public static CareModel Of(Caregiver caregiver, IEnumerable<SharedCare> cares, DateOnly today, bool isLost = false)
    {
        var firstName = WhoModel.CalledAs(caregiver);
        return new(
            caregiver.Id,
            firstName,
            [.. cares.Where(care => !care.Caring.IsEmpty).Select(care => Of(care, firstName, today, isLost))]
        )
        {
            IsLost = isLost,
        };
    }

    private static CareOfOne Of(SharedCare care, string firstName, DateOnly today, bool isLost)
    {
        var careFacts = care.Caring;
        isLost |= careFacts.Ended == CareEnd.Death;
        return new(
            careFacts,
            Words[isLost ? "ForLost" : "For", ("wie", ForWhom(careFacts.Relation))],
            FactsOf(isLost ? careFacts with { LivesTogether = null } : careFacts),
            care.Fellows.Count > 0 || careFacts.Role != CareRole.Primary
                ? Words["Role." + careFacts.Role.Code(), ("voornaam", firstName)]
                : null,
            [.. care.Fellows.Select(OtherOf)],
            [.. care.Helpers.Select(helper => HelperOf(helper, today))]
        );
    }

    private static string ForWhom(Relation? relation) =>
        relation is { } known ? CaseModel.Words["Relation." + known.Code()] : Words["ForSomebody"];

    /// <summary>Such as "moeder, dementie, 20 uur per week, sinds mei 2021, wonen samen"; may be empty.</summary>
    private static string FactsOf(CareFacts careFacts) =>
        Texts.Listed(
            careFacts.Called is null ? null : HappenedWords.Whom(careFacts),
            careFacts.Condition is { } condition ? WhoModel.ConditionOf(condition) : null,
            HoursOf(careFacts),
            careFacts.CaringSince is { } since ? Words["Since", ("maand", Texts.Month(since))] : null,
            careFacts.LivesTogether is { } together ? Words[together ? "Together" : "Apart"] : null
        );

    private static string? HoursOf(CareFacts careFacts) =>
        careFacts.HoursPerWeek is { } hours ? Words.Counted("Hours", hours) : null;

    /// <summary>Only that somebody else cares too, unless both agreed and the reader may see both.</summary>
    private static OtherCaregiver OtherOf(Fellow fellow)
    {
        var (other, areTogether) = (fellow.Caregiver, fellow.MaySee && fellow.IsAgreed);
        return new(
            other.Id,
            areTogether
                ? Texts.Listed(
                    DisplayText.FullName(other.Person, other.FirstName, other.LastName),
                    Words["Does." + fellow.Caring.Role.Code()],
                    HoursOf(fellow.Caring)
                )
                : Words["SomebodyElse"],
            fellow.MaySee,
            areTogether,
            fellow.Own
        );
    }

    private static HelperLine HelperOf(Helper helper, DateOnly today) =>
        new(
            helper,
            Texts.Listed(
                Languages.Isolated(DisplayText.Visible(helper.Name)),
                NetworkShown.KindOf(helper.Kind.Code()),
                helper.Does is { } does ? DisplayText.Visible(does) : null,
                helper.FromOn is { } from ? Words["From", ("dag", Texts.Day(from))] : null,
                helper.UntilOn is { } until
                    ? Words[until <= today ? "Stopped" : "Until", ("dag", Texts.Day(until))]
                    : null
            ),
            helper.HelpsOn(today)
        );
}

/// <param name="Role">Their part, in a sentence; null for the only caregiver.</param>
public sealed record CareOfOne(
    CareFacts Caring,
    string Title,
    string Facts,
    string? Role,
    IReadOnlyList<OtherCaregiver> Others,
    IReadOnlyList<HelperLine> Helpers
);

/// <param name="AreTogether">Whether the two may be seen on one page.</param>
/// <param name="Own">The decision of the caregiver whose case it is; null until they agree.</param>
public sealed record OtherCaregiver(long Id, string Text, bool MaySee, bool AreTogether, Consent? Own)
{
    public string Number => Id.ToString(CultureInfo.InvariantCulture);
}

public sealed record HelperLine(Helper Helper, string Text, bool Helps);
