using System.Globalization;

namespace CaregiverSignal.People;

/// <summary>One of the <see cref="PersonDetails"/>, under its name in people.csv.</summary>
/// <param name="Text">The value as in people.csv; null if nothing is known.</param>
/// <param name="Copied">Details with this field copied from others.</param>
public sealed record PersonField(
    string Column,
    Func<PersonDetails, string?> Text,
    Func<PersonDetails, PersonDetails, PersonDetails> Copied
)
{
    public static readonly IReadOnlyList<PersonField> All =
    [
        new("first_name", person => person.FirstName, (to, from) => to with { FirstName = from.FirstName }),
        new("last_name", person => person.LastName, (to, from) => to with { LastName = from.LastName }),
        new("email", person => person.Email, (to, from) => to with { Email = from.Email }),
        new("phone", person => person.Phone, (to, from) => to with { Phone = from.Phone }),
        new("safe_to_call", person => person.SafeToCall, (to, from) => to with { SafeToCall = from.SafeToCall }),
        new(
            "born",
            person => person.BornInYear ? person.Born?.Year.ToString(CultureInfo.InvariantCulture) : Day(person.Born),
            (to, from) => to with { Born = from.Born, BornInYear = from.BornInYear }
        ),
        new("relation", person => person.Relation?.Code(), (to, from) => to with { Relation = from.Relation }),
        new(
            "hours_per_week",
            person => person.HoursPerWeek?.ToString(CultureInfo.InvariantCulture),
            (to, from) => to with { HoursPerWeek = from.HoursPerWeek }
        ),
        new(
            "caring_since",
            person => Day(person.CaringSince),
            (to, from) => to with { CaringSince = from.CaringSince }
        ),
        new(
            "lives_together",
            person => YesNo(person.LivesTogether),
            (to, from) => to with { LivesTogether = from.LivesTogether }
        ),
        new("works", person => YesNo(person.Works), (to, from) => to with { Works = from.Works }),
        new("condition", person => person.Condition, (to, from) => to with { Condition = from.Condition }),
        new("called", person => person.Called, (to, from) => to with { Called = from.Called }),
        new(
            "cared_for_born",
            person => person.CaredForBorn?.ToString(CultureInfo.InvariantCulture),
            (to, from) => to with { CaredForBorn = from.CaredForBorn }
        ),
        new(
            "cared_for_municipality",
            person => person.CaredForMunicipality,
            (to, from) => to with { CaredForMunicipality = from.CaredForMunicipality }
        ),
        new("tasks", person => person.Tasks, (to, from) => to with { Tasks = from.Tasks }),
        new("channel", person => person.Channel.Code(), (to, from) => to with { Channel = from.Channel }),
        new("language", person => person.Language, (to, from) => to with { Language = from.Language }),
        new(
            "postal_address",
            person => person.PostalAddress,
            (to, from) => to with { PostalAddress = from.PostalAddress }
        ),
        new("municipality", person => person.Municipality, (to, from) => to with { Municipality = from.Municipality }),
        new(
            "neighbourhood",
            person => person.Neighbourhood,
            (to, from) => to with { Neighbourhood = from.Neighbourhood }
        ),
        new(
            "interpreter",
            person => YesNo(person.Interpreter),
            (to, from) => to with { Interpreter = from.Interpreter }
        ),
        new(
            "with_pictures",
            person => YesNo(person.WithPictures),
            (to, from) => to with { WithPictures = from.WithPictures }
        ),
        new(
            "mail_readers",
            person => person.MailReaders?.Code(),
            (to, from) => to with { MailReaders = from.MailReaders }
        ),
        new("had_choice", person => YesNo(person.HadChoice), (to, from) => to with { HadChoice = from.HadChoice }),
        new("takes_over", person => YesNo(person.TakesOver), (to, from) => to with { TakesOver = from.TakesOver }),
        new("keeps_doing", person => person.KeepsDoing, (to, from) => to with { KeepsDoing = from.KeepsDoing }),
        new("hands_over", person => person.HandsOver, (to, from) => to with { HandsOver = from.HandsOver }),
        new("referred_by", person => person.ReferredBy, (to, from) => to with { ReferredBy = from.ReferredBy }),
        new(
            "referral_agreed_by",
            person => person.ReferralAgreedBy,
            (to, from) => to with { ReferralAgreedBy = from.ReferralAgreedBy }
        ),
    ];

    public static PersonField Of(string column) => All.Single(field => field.Column == column);

    /// <summary>The fields in which two sets of details differ.</summary>
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
