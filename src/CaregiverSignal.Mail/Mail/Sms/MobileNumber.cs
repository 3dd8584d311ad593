using PhoneNumbers;

namespace CaregiverSignal.Mail.Sms;

/// <summary>Mobile phone numbers, as people write them.</summary>
public static class MobileNumber
{
    /// <summary>The country of a number without a country code.</summary>
    private const string Country = "NL";

    /// <summary>The most candidates tried in one text, as each costs time.</summary>
    private const int MostInText = 100;

    /// <summary>The number in digits with its country code: 31612345678 (E.164 without the plus).</summary>
    /// <returns>Null if it is not a mobile number.</returns>
    public static string? Of(string? written)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        // In some countries mobile and fixed numbers look the same.
        return
            Read(written) is { } number
            && numbers.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
            ? numbers.Format(number, PhoneNumberFormat.E164)[1..]
            : null;
    }

    /// <summary>All phone numbers in a text, as written.</summary>
    public static IReadOnlyList<string> AllIn(string text) =>
        [
            .. PhoneNumberUtil
                .GetInstance()
                .FindNumbers(text, Country, PhoneNumberUtil.Leniency.VALID, MostInText)
                .Select(found => found.RawString),
        ];

    /// <summary>Any phone number; null if it is not one.</summary>
    public static PhoneNumber? Read(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;
        try
        {
            // The zero in +31 (0)6.
            return PhoneNumberUtil.GetInstance().Parse(written.Replace("(0)", "", StringComparison.Ordinal), Country);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
