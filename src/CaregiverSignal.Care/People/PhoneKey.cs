namespace CaregiverSignal.People;

/// <summary>A phone number as digits, equal for every spelling.</summary>
public static class PhoneKey
{
    /// <summary>0612345678 for 06-12 34 56 78, +31 (0)6 12345678 and 0031612345678; foreign numbers begin with
    /// 00.</summary>
    public static string Of(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        if (phone.TrimStart().StartsWith('+'))
            digits = "00" + digits;
        if (!digits.StartsWith("0031", StringComparison.Ordinal))
            return digits;
        return "0" + digits[4..].TrimStart('0');
    }

    /// <summary>Whether the text holds a number to call, perhaps among words: six digits are the shortest local number
    /// (our choice).</summary>
    public static bool CanBeCalled(string typed) => typed.Count(char.IsAsciiDigit) >= 6;

    /// <summary>Whether a text is a number or part of one: digits, and what separates them.</summary>
    public static bool Is(string text) =>
        text.Count(char.IsAsciiDigit) >= 4
        && text.All(letter => char.IsAsciiDigit(letter) || " -+()./".Contains(letter));
}
