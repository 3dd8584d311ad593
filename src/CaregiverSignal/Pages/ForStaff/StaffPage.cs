using System.Reflection;
using CaregiverSignal.Files;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>A staff page; its class says by <c>[Authorize(StaffPolicies.…)]</c> who may open it.</summary>
public abstract class StaffPage : SitePage
{
    public override Reader Reader => Reader.Staff;

    public SignedInStaff Staff => HttpContext.Staff();

    /// <summary>The search text of the results it shows; null without a search.</summary>
    public virtual string? SearchedFor => null;

    public IReadOnlyList<UnreadableRow> Unreadable { get; protected set; } = [];

    /// <remarks>If an action needs a fresh sign-in, that comes first, then the way back to this page.</remarks>
    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        base.OnPageHandlerExecuting(context);
        if (
            Staff.IsFresh
            || context.HandlerMethod?.MethodInfo.GetCustomAttribute<FreshSignInAttribute>() is not { } fresh
        )
            return;
        context
            .HttpContext.RequestServices.GetRequiredService<WayBack>()
            .Remember(HttpContext, Staff.Coordinator.Id, fresh.BackTo ?? HereAgain);
        context.Result = Go(StaffRoutes.Again);
    }

    private string HereAgain => Request.Path + (HttpMethods.IsGet(Request.Method) ? Request.QueryString : default);

    /// <summary>A longer file would fill the memory; its last row says that it was cut.</summary>
    private const int MostInFile = 100_000;

    /// <summary>The file format requested for its list; null for the page.</summary>
    protected string? ListForm =>
        Request.Query["vorm"].ToString() is var form && ListFile.TypeOf(form) is not null ? form : null;

    protected AuditAction ListVerb => ListForm is null ? AuditAction.Look : AuditAction.Export;

    /// <summary>How many rows of its list to read at once: a page, or for a file one more than its limit.</summary>
    protected int RowsOf(int page) => ListForm is null ? page : MostInFile + 1;

    protected async Task<IActionResult> ListOrAsync(
        (string File, string Sheet) named,
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<object?>> rows
    )
    {
        if (ListForm is not { } form)
            return Page();
        List<IReadOnlyList<object?>> all = [.. rows.Take(MostInFile + 1)];
        if (all.Count > MostInFile)
            all[^1] =
            [
                Texts.Of("Pages.ForStaff.StaffLayout")[
                    "AsFile.Cut",
                    ("meeste", MostInFile.ToString("N0", Languages.Culture))
                ],
            ];
        var file = await new ListFile(named.Sheet, columns, all).AsAsync(form);
        return File(file, ListFile.TypeOf(form)!, $"{named.File}.{form}");
    }

    /// <summary>The same answer for unknown and for forbidden caregivers. The attempt is logged.</summary>
    protected async Task<IActionResult> RefusedAsync(AuditEntry auditEntry, CancellationToken stop = default)
    {
        await HttpContext
            .RequestServices.GetRequiredService<CaregiverAccess>()
            .RefuseAsync(Staff, StaffRouteGroups.Number(HttpContext, "caregiver"), auditEntry, stop);
        return Missing();
    }
}

/// <summary>Requires a fresh sign-in for an action, against misuse of an unlocked screen.</summary>
/// <param name="backTo">The page to return to; null for this one.</param>
/// <remarks>For a whole page, combine it with a policy that lets nobody else in.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FreshSignInAttribute(string? backTo = null) : Attribute
{
    public string? BackTo { get; } = backTo;
}
