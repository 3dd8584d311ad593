using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CaregiverSignal.Web.Sessions;

/// <summary>For browsers without cookies, the contents of a form's cookies in a hidden field on each page: whoever has
/// the emailed link needs nothing else.</summary>
/// <remarks>The field counts only in a request without cookies, so that no other site can submit a form in somebody's
/// session. A redirect would lose it, and an address must not contain it: the answer is the next page itself.</remarks>
[HtmlTargetElement("form", Attributes = "method")]
public sealed partial class Carried(IAntiforgery antiforgery, IOptions<AntiforgeryOptions> mark, Cookies cookies)
    : TagHelper
{
    public const string Field = "koek";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var http = ViewContext.HttpContext;
        if (!http.Items.ContainsKey(Field) || output.Attributes["method"]?.Value?.ToString() != "post")
            return;
        var tokens = antiforgery.GetAndStoreTokens(http);
        var sent = http.Request.Cookies;
        output.PostContent.AppendHtml(
            $"<input type=\"hidden\" name=\"{Field}\" value=\"{tokens.CookieToken ?? sent[mark.Value.Cookie.Name!]}.{sent[cookies.Form]}\">"
        );
    }

    /// <summary>Answers with the target page of a redirect, if its address alone does not open it.</summary>
    public static void UseNextPage(WebApplication app, Cookies cookies) =>
        app.Use(
            async (context, next) =>
            {
                await next(context);
                while (
                    context.Items[Field] is string { Length: > 0 }
                    && context.Response is { StatusCode: StatusCodes.Status303SeeOther, HasStarted: false }
                )
                {
                    Turn(context, cookies.Form);
                    await next(context);
                }
            }
        );

    /// <summary>Takes the cookies from the field of a form that came without any, and removes the field.</summary>
    public static void UseField(WebApplication app, Cookies cookies, string mark) =>
        app.Use(
            async (context, next) =>
            {
                var request = context.Request;
                var isFirst = request.Path.StartsWithSegments("/v") || request.Path.StartsWithSegments("/p");
                var hasNoCookie = request.Headers.Cookie.Count == 0;
                if (HttpMethods.IsPost(request.Method) && request.HasFormContentType && (isFirst || hasNoCookie))
                {
                    var form = await request.ReadFormAsync(CancellationToken.None);
                    if (Held().Match(form[Field].ToString()) is { Success: true } held)
                    {
                        request.Form = new FormCollection(
                            form.Where(field => field.Key != Field).ToDictionary(StringComparer.Ordinal),
                            form.Files
                        );
                        if (hasNoCookie)
                            Carry(context, $"{mark}={held.Groups[1]}", $"{cookies.Form}={held.Groups[2]}");
                    }
                }
                else if (isFirst && hasNoCookie)
                    context.Items[Field] = "";

                await next(context);
            }
        );

    private static void Carry(HttpContext context, string mark, string session)
    {
        context.Items[Field] = mark;
        context.Request.Headers.Cookie = $"{mark}; {session}";
    }

    private static void Turn(HttpContext context, string form)
    {
        var (request, response) = (context.Request, context.Response);
        var begun = SetCookieHeaderValue
            .ParseList([.. response.Headers.SetCookie.OfType<string>()])
            .LastOrDefault(cookie => cookie.Name == form);
        if (begun is not null)
            Carry(context, (string)context.Items[Field]!, $"{form}={begun.Value}");
        var to = response.Headers.Location.ToString().Split('?', 2);
        (request.Method, request.Path) = (HttpMethods.Get, to[0]);
        request.QueryString = to.Length > 1 ? new QueryString("?" + to[1]) : default;
        (request.ContentType, request.ContentLength, request.Body) = (null, null, Stream.Null);
        context.Features.Set<IFormFeature>(null);
        (response.StatusCode, response.Headers.Location) = (StatusCodes.Status200OK, default);
        context.SetEndpoint(null);
        request.RouteValues.Clear();
    }

    [GeneratedRegex(@"^([A-Za-z0-9_\-]+)\.([A-Za-z0-9_\-]*)$")]
    private static partial Regex Held();
}
