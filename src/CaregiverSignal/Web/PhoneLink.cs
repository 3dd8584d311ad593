using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web;

/// <summary>A phone number that can be called, as people write it.</summary>
[HtmlTargetElement("phone", Attributes = "number")]
public sealed class PhoneLink : TagHelper
{
    public string Number { get; set; } = "";

    /// <summary>Whether it may be a name with a number, which is then only shown.</summary>
    public bool OrName { get; set; }

    /// <summary>Digits and a leading plus; behind a country's number the "(0)" is not dialled.</summary>
    public static string AddressOf(string number) =>
        string.Concat(
            (
                number.TrimStart() is ['+', ..] or ['0', '0', ..]
                    ? number.Replace("(0)", "", StringComparison.Ordinal)
                    : number
            ).Where(one => char.IsAsciiDigit(one) || one == '+')
        );

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var isName = OrName && Number.Any(one => !char.IsAsciiDigit(one) && !" -+()".Contains(one));
        output.TagName = isName ? "strong" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (!isName)
            output.Attributes.SetAttribute("href", "tel:" + AddressOf(Number));
        output.Content.SetContent(Languages.Isolated(isName ? Number : Unbroken.Numbers(Number)));
    }
}
