using CaregiverSignal.Mail.Sms;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PhoneNumbers;

namespace CaregiverSignal.Web;

[HtmlTargetElement("phone", Attributes = "number")]
public sealed class PhoneLink : TagHelper
{
    public string Number { get; set; } = "";

    /// <summary>Whether it may be a name with a number, which is only shown.</summary>
    public bool OrName { get; set; }

    /// <summary>The word before a button's number, such as "Bel"; null for the number alone.</summary>
    public string? Verb { get; set; }

    /// <summary>Digits and a leading plus; after a country code the "(0)" is not dialled.</summary>
    public static string AddressOf(string number) =>
        string.Concat(
            (
                number.TrimStart() is ['+', ..] or ['0', '0', ..]
                    ? number.Replace("(0)", "", StringComparison.Ordinal)
                    : number
            ).Where(letter => char.IsAsciiDigit(letter) || letter == '+')
        );

    /// <summary>A Dutch mobile number in pairs, undivided digits by country; typed groups stay.</summary>
    public static string Shown(string number)
    {
        if (PhoneKey.Of(number) is ['0', '6', ..] and { Length: 10 } mobile)
            return string.Join(' ', mobile.Chunk(2).Select(pair => new string(pair)));
        if (
            !number.All(letter => char.IsAsciiDigit(letter) || letter == '+')
            || MobileNumber.Read(number) is not { } read
        )
            return number;
        var numbers = PhoneNumberUtil.GetInstance();
        var format = read.CountryCode == 31 ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL;
        return numbers.IsValidNumber(read) ? numbers.Format(read, format) : number;
    }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var isName = OrName && Number.Any(letter => !char.IsAsciiDigit(letter) && !" -+()".Contains(letter));
        output.TagName = isName ? "strong" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (!isName)
            output.Attributes.SetAttribute("href", "tel:" + AddressOf(Number));
        var shown = Languages.Isolated(isName ? Number : Unbroken.Numbers(Shown(Number)));
        output.Content.SetContent(Verb is null || isName ? shown : $"{Verb} {shown}");
    }
}
