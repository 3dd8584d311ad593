using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>What the case page says of somebody who enrolled themselves.</summary>
/// <param name="MeetBy">By when somebody is to get acquainted with them; null once that is done.</param>
/// <param name="Alike">Who may be the same person.</param>
public sealed record SelfEnrolled(DateOnly On, DateOnly? MeetBy, IReadOnlyList<LooksLike> Alike)
{
    /// <returns>Null for somebody whom staff added.</returns>
    public static SelfEnrolled? Of(CaseFile file, SiteTime time) =>
        file.Enrolment is { } enrolment
            ? new SelfEnrolled(
                time.DayOf(enrolment.At),
                file.Tasks.Open.FirstOrDefault(task => task.Kind == StaffTaskKind.Meet)?.DueOn,
                [.. LooksLike.In(enrolment.People, file.Caregiver.Id)]
            )
            : null;
}

/// <summary>Somebody who may be the same person as one who enrolled themselves.</summary>
/// <param name="Text">Why, and who.</param>
public sealed record LooksLike(long CaregiverId, string Text)
{
    /// <summary>Those with the same mail address, phone number or name.</summary>
    /// <param name="people">All whom the reader sees.</param>
    public static IEnumerable<LooksLike> In(IReadOnlyList<Findable> people, long caregiverId) =>
        people.FirstOrDefault(findable => findable.Id == caregiverId) is not { } enrolled
            ? []
            : people
                .Where(findable => findable.Id != caregiverId)
                .Select(findable =>
                    findable.HasAddressOf(enrolled) ? Named(findable, "LooksLike.Mail")
                    : findable.HasPhoneOf(enrolled) ? Named(findable, "LooksLike.Phone")
                    : findable.HasNameOf(enrolled) ? Named(findable, "LooksLike.Name")
                    : null
                )
                .OfType<LooksLike>();

    private static LooksLike Named(Findable findable, string key) =>
        new(
            findable.Id,
            CaseModel.Words[key, ("naam", DisplayText.FullName(findable.Person, findable.FirstName, findable.LastName))]
        );
}
