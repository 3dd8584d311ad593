using CaregiverSignal.Cases;

namespace CaregiverSignal.Desk.Case;

/// <summary>What the case page says of somebody who enrolled themselves.</summary>
/// <param name="MeetBy">By when somebody is to get acquainted with them; null once that is done.</param>
/// <param name="Alike">Who may be the same person.</param>
public sealed record SelfEnrolled(DateOnly On, DateOnly? MeetBy, IReadOnlyList<LooksLike> Alike)
{
    /// <returns>Null for somebody whom staff added.</returns>
    public static SelfEnrolled? Of(CaseFile file, SiteTime time) =>
        file.EnrolledAt is { } at
            ? new SelfEnrolled(
                time.DayOf(at),
                file.Tasks.FirstOrDefault(task => task.Kind == StaffTaskKind.Meet)?.DueOn,
                [.. LooksLike.In(file.People, file.Caregiver.Id)]
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
        people.FirstOrDefault(one => one.Id == caregiverId) is not { } enrolled
            ? []
            : people
                .Where(one => one.Id != caregiverId)
                .Select(one =>
                    one.HasAddressOf(enrolled) ? Named(one, "LooksLike.Mail")
                    : one.HasPhoneOf(enrolled) ? Named(one, "LooksLike.Phone")
                    : one.HasNameOf(enrolled) ? Named(one, "LooksLike.Name")
                    : null
                )
                .OfType<LooksLike>();

    private static LooksLike Named(Findable one, string key) =>
        new(one.Id, CaseModel.Words[key, ("naam", DisplayText.FullName(one.Person, one.FirstName, one.LastName))]);
}
