using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CaregiverSignal.Web.Pages;

/// <summary>The errors in what was typed, linked to their fields, in the order of the page's properties.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>The order of fields that belong to one property.</summary>
    public IEnumerable<string> Within { get; set; } = [];

    public string? Title { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("autofocus", "autofocus");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-labelledby", "fouten");
        output
            .Content.AppendHtml("<h2 id=\"fouten\">")
            .Append(string.IsNullOrEmpty(Title) ? Texts.Of("Web.Shared")["ErrorTitle"] : Title);
        output.Content.AppendHtml("</h2><ul>");
        var within = Within.ToList();
        var order = ViewContext.ViewData.Model is Shown shown
            ? shown.Errors.Select(error => error.Field).ToList()
            : ViewContext.ViewData.Model!.GetType().GetProperties().Select(property => property.Name).ToList();
        foreach (
            var (field, entry) in ViewContext
                .ModelState.Where(entry => entry.Value!.Errors.Count > 0)
                .OrderBy(entry => order.IndexOf(entry.Key.Split('[', '.')[0]))
                .ThenBy(entry => within.IndexOf(entry.Key))
        )
        {
            var target = field.Length == 0 ? "inhoud" : TagBuilder.CreateSanitizedId(field, "_");
            output.Content.AppendHtml($"<li><a href=\"#{target}\">").Append(entry!.Errors[0].ErrorMessage);
            output.Content.AppendHtml("</a></li>");
        }

        output.Content.AppendHtml("</ul>");
    }
}
