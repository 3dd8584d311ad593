using CaregiverSignal.Cases;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <param name="MeetBy">By when somebody must meet them; null once done.</param>
public sealed record SelfEnrolled(DateOnly On, DateOnly? MeetBy, IReadOnlyList<LooksLike> Alike)
{
    /// <returns>Null if staff added them.</returns>
    public static SelfEnrolled? Of(CaseFile file, SiteTime time) =>
        file.Enrolment is { } enrolment
            ? new SelfEnrolled(
                time.DayOf(enrolment.At),
                file.Tasks.Open.FirstOrDefault(task => task.Kind == StaffTaskKind.Meet)?.DueOn,
                [.. LooksLike.In(enrolment.People, file.Caregiver.Id)]
            )
            : null;
}

public sealed record LooksLike(long CaregiverId, string Text)
{
    /// <summary>People with the same email address, phone number or name.</summary>
    /// <param name="people">Everybody the reader may see.</param>
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
