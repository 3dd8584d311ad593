using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

/// <summary>Says once what was just done; its content is the way back, where there is one.</summary>
[HtmlTargetElement("saved-notice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SavedNoticeTagHelper : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var saved = ViewContext.TempData[SitePage.SavedKey] as string;
        if ((saved ?? ViewContext.TempData[SitePage.NotSavedKey]) is not string text)
        {
            output.SuppressOutput();
            return;
        }

        var wayBack = await output.GetChildContentAsync();
        var hasWayBack = !wayBack.IsEmptyOrWhiteSpace;
        output.TagName = hasWayBack ? "div" : "p";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "class",
            hasWayBack ? "bar notice notice-ok"
                : saved is null ? "notice"
                : "notice notice-ok"
        );
        output.Attributes.SetAttribute("role", "status");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        if (hasWayBack)
            output.Content.AppendHtml("<p>").Append(text).AppendHtml("</p>").AppendHtml(wayBack);
        else
            output.Content.SetContent(text);
    }
}
