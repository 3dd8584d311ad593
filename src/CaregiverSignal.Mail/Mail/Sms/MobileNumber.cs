using PhoneNumbers;

namespace CaregiverSignal.Mail.Sms;

/// <summary>A number that takes text messages, as people write it.</summary>
public static class MobileNumber
{
    /// <summary>Where a number without its country is taken to be.</summary>
    private const string Country = "NL";

    /// <summary>What is tried of one text at most, as each try costs.</summary>
    private const int MostInText = 100;

    /// <summary>The number with its country and nothing but digits, as 31612345678 (E.164 without the plus).</summary>
    /// <returns>Null where it is no number of a mobile telephone.</returns>
    public static string? Of(string? written)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        // In some countries nobody can tell the two apart.
        return
            Read(written) is { } number
            && numbers.GetNumberType(number) is PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
            ? numbers.Format(number, PhoneNumberFormat.E164)[1..]
            : null;
    }

    /// <summary>The numbers of any telephone in a text, as they are written in it.</summary>
    public static IReadOnlyList<string> AllIn(string text) =>
        [
            .. PhoneNumberUtil
                .GetInstance()
                .FindNumbers(text, Country, PhoneNumberUtil.Leniency.VALID, MostInText)
                .Select(found => found.RawString),
        ];

    /// <summary>The number of any telephone; null where it is none.</summary>
    public static PhoneNumber? Read(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
            return null;
        try
        {
            // The zero that goes where the country stands, as in +31 (0)6.
            return PhoneNumberUtil.GetInstance().Parse(written.Replace("(0)", "", StringComparison.Ordinal), Country);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
