using System.Globalization;
using CaregiverSignal.Cases;
using CaregiverSignal.Pages.Shared.Networks;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>For whom a caregiver cares, who cares with them, and who helps; every text ready to show.</summary>
public sealed record CareModel(long CaregiverId, string FirstName, IReadOnlyList<CareOfOne> All)
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>Whether help that we arrange runs.</summary>
    public bool HelpRuns { get; init; }

    /// <summary>The day on which was drawn who is around them, once that is half a year ago and we may see it; null
    /// before.</summary>
    public DateOnly? NetworkDue { get; init; }

    /// <summary>Whether whoever they cared for died.</summary>
    public bool IsLost { get; init; }

    public string Path => PathOf(CaregiverId);

    /// <summary>"Zorgt voor de partner: dementie, 40 uur per week", a line for each.</summary>
    public IEnumerable<string> Lines => All.Select(care => $"{care.Title}: {care.Facts}".TrimEnd(' ', ':'));

    public static string PathOf(long caregiverId) =>
        string.Create(CultureInfo.InvariantCulture, $"/zaak/{caregiverId}/naasten");

    /// <param name="cares">All the care they give.</param>
    /// <param name="isLost">Whether whoever they cared for died.</param>
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

    /// <summary>"moeder, dementie, 20 uur per week, sinds mei 2021, wonen samen"; empty when nothing is
    /// known.</summary>
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

    /// <summary>Nothing but that somebody else cares too, unless both agreed to be seen together and the reader may see
    /// both.</summary>
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

/// <summary>The care that a caregiver gives in one situation.</summary>
/// <param name="Role">Their part, in a sentence; null for who is alone in it.</param>
public sealed record CareOfOne(
    CareFacts Caring,
    string Title,
    string Facts,
    string? Role,
    IReadOnlyList<OtherCaregiver> Others,
    IReadOnlyList<HelperLine> Helpers
);

/// <summary>Somebody who cares in the same situation.</summary>
/// <param name="MaySee">Whether the reader may open their case.</param>
/// <param name="AreTogether">Whether the two may be seen on one page.</param>
/// <param name="Own">The decision of the caregiver whose case it is; null while they did not agree.</param>
public sealed record OtherCaregiver(long Id, string Text, bool MaySee, bool AreTogether, Consent? Own)
{
    /// <summary>Tells two who care along apart while they have no name here.</summary>
    public string Number => Id.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Helps">Whether they help today.</param>
public sealed record HelperLine(Helper Helper, string Text, bool Helps);
