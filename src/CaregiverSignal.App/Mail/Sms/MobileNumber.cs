using PhoneNumbers;

namespace CaregiverSignal.Mail.Sms;

/// <summary>A number that takes text messages, as people write it.</summary>
public static class MobileNumber
{
    /// <summary>Where a number without its country is taken to be.</summary>
    private const string Country = "NL";

    /// <summary>The number with its country and nothing but digits, as 31612345678 (E.164 without the plus).</summary>
    /// <returns>Null where it is no number of a mobile telephone.</returns>
    public static string? Of(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            // The zero that goes where the country stands, as in +31 (0)6.
            var number = numbers.Parse(written.Replace("(0)", "", StringComparison.Ordinal), Country);
            // In some countries nobody can tell the two apart.
            return numbers.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
                ? numbers.Format(number, PhoneNumberFormat.E164)[1..]
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
