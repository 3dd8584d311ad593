using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>One of the <see cref="PersonDetails"/>, under the name it has in people.csv.</summary>
/// <param name="Text">The value as people.csv has it; null when nothing is known.</param>
/// <param name="Copied">Details with this field taken from others.</param>
public sealed record PersonField(
    string Column,
    Func<PersonDetails, string?> Text,
    Func<PersonDetails, PersonDetails, PersonDetails> Copied
)
{
    public static readonly IReadOnlyList<PersonField> All =
    [
        new("first_name", one => one.FirstName, (to, from) => to with { FirstName = from.FirstName }),
        new("last_name", one => one.LastName, (to, from) => to with { LastName = from.LastName }),
        new("email", one => one.Email, (to, from) => to with { Email = from.Email }),
        new("phone", one => one.Phone, (to, from) => to with { Phone = from.Phone }),
        new("safe_to_call", one => one.SafeToCall, (to, from) => to with { SafeToCall = from.SafeToCall }),
        new(
            "born",
            one => one.BornInYear ? one.Born?.Year.ToString(CultureInfo.InvariantCulture) : Day(one.Born),
            (to, from) => to with { Born = from.Born, BornInYear = from.BornInYear }
        ),
        new("relation", one => one.Relation?.Code(), (to, from) => to with { Relation = from.Relation }),
        new(
            "hours_per_week",
            one => one.HoursPerWeek?.ToString(CultureInfo.InvariantCulture),
            (to, from) => to with { HoursPerWeek = from.HoursPerWeek }
        ),
        new("caring_since", one => Day(one.CaringSince), (to, from) => to with { CaringSince = from.CaringSince }),
        new(
            "lives_together",
            one => YesNo(one.LivesTogether),
            (to, from) => to with { LivesTogether = from.LivesTogether }
        ),
        new("works", one => YesNo(one.Works), (to, from) => to with { Works = from.Works }),
        new("condition", one => one.Condition, (to, from) => to with { Condition = from.Condition }),
        new("channel", one => one.Channel.Code(), (to, from) => to with { Channel = from.Channel }),
        new("language", one => one.Language, (to, from) => to with { Language = from.Language }),
        new("postal_address", one => one.PostalAddress, (to, from) => to with { PostalAddress = from.PostalAddress }),
        new("municipality", one => one.Municipality, (to, from) => to with { Municipality = from.Municipality }),
        new("neighbourhood", one => one.Neighbourhood, (to, from) => to with { Neighbourhood = from.Neighbourhood }),
        new("interpreter", one => YesNo(one.Interpreter), (to, from) => to with { Interpreter = from.Interpreter }),
        new(
            "with_pictures",
            one => YesNo(one.WithPictures),
            (to, from) => to with { WithPictures = from.WithPictures }
        ),
        new("mail_readers", one => one.MailReaders?.Code(), (to, from) => to with { MailReaders = from.MailReaders }),
        new("had_choice", one => YesNo(one.HadChoice), (to, from) => to with { HadChoice = from.HadChoice }),
        new("takes_over", one => YesNo(one.TakesOver), (to, from) => to with { TakesOver = from.TakesOver }),
        new("keeps_doing", one => one.KeepsDoing, (to, from) => to with { KeepsDoing = from.KeepsDoing }),
        new("hands_over", one => one.HandsOver, (to, from) => to with { HandsOver = from.HandsOver }),
        new("referred_by", one => one.ReferredBy, (to, from) => to with { ReferredBy = from.ReferredBy }),
        new(
            "referral_agreed_by",
            one => one.ReferralAgreedBy,
            (to, from) => to with { ReferralAgreedBy = from.ReferralAgreedBy }
        ),
    ];

    public static PersonField Of(string column) => All.Single(one => one.Column == column);

    /// <summary>The fields in which two people's details differ.</summary>
    public static IReadOnlyList<PersonField> Between(PersonDetails one, PersonDetails other) =>
        [.. All.Where(field => field.Text(one) != field.Text(other))];

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? YesNo(bool? value) =>
        value switch
        {
            true => "yes",
            false => "no",
            null => null,
        };
}
