using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;

namespace CaregiverSignal.Web.Limits;

/// <summary>The limit on forms per session or emailed key, which protects the database for others.</summary>
public sealed class FormLimit(LimitCounts counts, Cookies cookies, IAntiforgery antiforgery, SiteTime time)
{
    /// <summary>Our choice: somebody who types in paper forms sends one about every ten seconds.</summary>
    public const int MostInAMinute = 60;

    private readonly Quota sent = new(counts, "forms", TimeSpan.FromMinutes(1));

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        if (
            !HttpMethods.IsPost(context.Request.Method)
            || SharesOf(context) is not { Count: > 0 } shares
            || sent.Take(time.Now, shares) is not { } wait
        )
        {
            await next(context);
            return;
        }

        PageRoutes.SetRetryAfter(context, wait);
        await (await AgainAsync(context)).ExecuteAsync(context);
    }

    /// <summary>The form with what was typed; empty if another site may have sent it.</summary>
    private async Task<ConfirmPage> AgainAsync(HttpContext context)
    {
        var isOurs =
            context.Request.HasFormContentType
            && await PostedForm.ReadUncheckedAsync(context) is { Files.Count: 0 }
            && await antiforgery.IsRequestValidAsync(context);
        return new ConfirmPage(
            context.Request.Path + context.Request.QueryString,
            isOurs ? PostedForm.ToSendAgain(context.Request.Form) : null,
            "TooFast"
        )
        {
            Status = StatusCodes.Status429TooManyRequests,
            ForStaff = context.Features.Get<SignedInStaff>() is not null,
        };
    }

    /// <summary>A share for each session and key in the request: a forged one does not lift the others'
    /// limit.</summary>
    private List<QuotaShare> SharesOf(HttpContext context)
    {
        var staff = context.Features.Get<SignedInStaff>();
        string?[] brought =
        [
            staff is null ? null : FormattableString.Invariant($"{staff.Coordinator.Id} {staff.SessionId}"),
            context.Request.Cookies[cookies.Form],
            context.Request.Cookies[cookies.OwnPage],
            context.Request.Cookies[cookies.Shared],
            context.GetRouteValue("key") as string,
        ];
        return
        [
            .. brought
                .OfType<string>()
                .Select(text => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))))
                .Distinct()
                .Select(text => new QuotaShare(text, MostInAMinute)),
        ];
    }
}
