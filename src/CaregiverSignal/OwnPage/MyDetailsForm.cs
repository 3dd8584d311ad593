using CaregiverSignal.Desk.Details;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.OwnPage;

/// <summary>Number, address and language as a caregiver typed them, with errors.</summary>
public sealed record MyDetailsForm(string Phone, string Email, string Language, IReadOnlyList<FormError> Errors)
{
    private const int LongestLine = 100;

    private static readonly Texts Words = MyPageModel.Words;

    /// <summary>The fields <c>telefoon</c>, <c>mail</c> and <c>taal</c>.</summary>
    /// <param name="now">What is known; without an address there would be no way back to the page.</param>
    public static MyDetailsForm Read(IFormCollection form, PersonDetails now)
    {
        var (phone, email, language) = (
            form["telefoon"].ToString().Trim(),
            form["mail"].ToString().Trim(),
            form["taal"].ToString()
        );
        var errors = new List<FormError>();
        if (phone.Length > 0 && (OneLine.Problem(phone, LongestLine) is not null || !phone.Any(char.IsAsciiDigit)))
            errors.Add(new FormError("telefoon", "telefoon", Words["Error.Phone"]));
        if (!Address.TryParse(email, out _))
            errors.Add(new FormError("mail", "mail", Words["Error.Mail"]));
        var offered = LanguagesFor(now.Language).Any(one => one.Code == language);
        return new MyDetailsForm(phone, email, offered ? language : now.Language, errors);
    }

    public PersonDetails In(PersonDetails now) =>
        now with
        {
            Phone = Phone.Length > 0 ? Phone : null,
            Email = Email,
            Language = Language,
        };

    public static IEnumerable<(string Code, string Label)> LanguagesFor(string chosen) =>
        DetailsPageModel.OptionsOf(DetailField.All.First(one => one.Column == "language"), chosen);
}
