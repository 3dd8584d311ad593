using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Mail.Sms;

/// <summary>A service that makes a text message of each mail to an address with the number in it.</summary>
/// <param name="Pattern">As <c>{number}@gateway.example</c>.</param>
public sealed record SmsGateway(string Pattern)
{
    public const string Number = "{number}";

    private const string Example = "31612345678";

    /// <summary>
    /// The most messages in 24 hours; the next one waits (our choice: each costs money, and a mistake must not cost
    /// much).
    /// </summary>
    public const int PerDay = 500;

    public string Domain => Pattern[(Pattern.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>In small letters, as it is compared; null where somebody's number takes no text messages.</summary>
    public string? AddressOf(Caregiver caregiver) => AddressOf(caregiver.Phone);

    /// <summary>The same of a number as people write it.</summary>
    public string? AddressOf(string? phone) =>
        MobileNumber.Of(phone) is { } number
            ? Pattern.Replace(Number, number, StringComparison.Ordinal).ToLowerInvariant()
            : null;

    /// <returns>Null where it is no address with one place for a number.</returns>
    public static SmsGateway? Of(string text) =>
        text.Split(Number).Length == 2
        && Address.TryParse(text.Replace(Number, Example, StringComparison.Ordinal), out var address)
        && !address!.Domain.Contains(Example, StringComparison.Ordinal)
            ? new SmsGateway(text)
            : null;
}
