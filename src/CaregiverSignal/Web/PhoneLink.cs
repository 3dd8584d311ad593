namespace CaregiverSignal.Web;

/// <summary>A phone number as a <c>tel:</c> address: digits and a leading plus.</summary>
public static class PhoneLink
{
    public static string Of(string phone) =>
        string.Concat(phone.Where(character => char.IsAsciiDigit(character) || character == '+'));
}
