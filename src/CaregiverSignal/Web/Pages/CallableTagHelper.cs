using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

/// <summary>Text in which the numbers to call become links: the carers' centre's, 112 and 113.</summary>
[HtmlTargetElement("*", Attributes = "callable")]
public sealed class CallableTagHelper(CurrentSettings settings) : TagHelper
{
    public string Callable { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Not the 113 in the name of a site.
        var parts = Regex.Split(
            Callable,
            $@"({Regex.Escape(settings.SupportPoint.ShownPhone)}|(?<![\d.-])11[23](?![\d-]|\.nl))"
        );
        foreach (var (part, place) in parts.Select((part, place) => (part, place)))
        {
            if (place % 2 == 0)
                output.Content.Append(part);
            else
                output
                    .Content.AppendHtml($"<a href=\"tel:{PhoneLink.AddressOf(part)}\">")
                    .Append(Languages.Isolated(Unbroken.Numbers(part)))
                    .AppendHtml("</a>");
        }
    }
}
