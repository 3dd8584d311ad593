using CaregiverSignal.Mail.Letters;
using CaregiverSignal.People;

namespace CaregiverSignal.Mail.Sms;

/// <summary>A gateway that turns each message to an address with a phone number into a text message.</summary>
/// <param name="Pattern">Such as <c>{number}@gateway.example</c>.</param>
public sealed record SmsGateway(string Pattern)
{
    public const string Number = "{number}";

    private const string Example = "31612345678";

    /// <summary>The most messages in 24 hours; further ones wait (our choice: each costs money).</summary>
    public const int PerDay = 500;

    public string Domain => Pattern[(Pattern.LastIndexOf('@') + 1)..].ToLowerInvariant();

    /// <summary>The gateway address in lower case; null if the number cannot receive text messages.</summary>
    public string? AddressOf(Caregiver caregiver) => AddressOf(caregiver.Phone);

    /// <summary>The same of a number as people write it.</summary>
    public string? AddressOf(string? phone) =>
        MobileNumber.Of(phone) is { } number
            ? Pattern.Replace(Number, number, StringComparison.Ordinal).ToLowerInvariant()
            : null;

    /// <returns>Null if it is not an address with one placeholder for a number.</returns>
    public static SmsGateway? Of(string text) =>
        text.Split(Number).Length == 2
        && Address.TryParse(text.Replace(Number, Example, StringComparison.Ordinal), out var address)
        && !address!.Domain.Contains(Example, StringComparison.Ordinal)
            ? new SmsGateway(text)
            : null;
}
