using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.OwnPage;

/// <summary>Number and address as a caregiver typed them, with errors.</summary>
public sealed record MyDetailsForm(string Phone, string Email, IReadOnlyList<FormError> Errors)
{
    private static readonly Texts Words = MyPageModel.Words;

    /// <summary>The fields <c>telefoon</c> and <c>mail</c>.</summary>
    /// <param name="now">What is known; without an address there would be no way back to the page.</param>
    /// <param name="isFresh">They came in just now; without it another address is not taken.</param>
    public static MyDetailsForm Read(IFormCollection form, PersonDetails now, bool isFresh)
    {
        var (phone, email) = (form["telefoon"].ToString().Trim(), form["mail"].ToString().Trim());
        var errors = new List<FormError>();
        if (
            phone.Length > 0
            && (OneLine.Problem(phone, PersonDetails.LongestLine) is not null || !phone.Any(char.IsAsciiDigit))
        )
            errors.Add(new FormError("telefoon", "telefoon", Words["Error.Phone"]));
        if (!Address.TryParse(email, out _))
            errors.Add(new FormError("mail", "mail", Words["Error.Mail"]));
        else if (!isFresh && IsOther(now.Email, email))
            errors.Add(new FormError("mail", "mail", Words["Error.MailOld"]));
        return new MyDetailsForm(phone, email, errors);
    }

    /// <summary>Whether an address is another than the one we have; case does not matter.</summary>
    public static bool IsOther(string? before, string typed) =>
        !typed.Equals(before, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is stored at once: another address only after it was confirmed.</summary>
    public PersonDetails In(PersonDetails now) =>
        now with
        {
            Phone = Phone.Length > 0 ? Phone : null,
            Email = IsOther(now.Email, Email) ? now.Email : Email,
        };
}
