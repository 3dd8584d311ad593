using System.Reflection;
using CaregiverSignal.Files;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CaregiverSignal.Pages.ForStaff;

/// <summary>A page of staff; its class says by <c>[Authorize(StaffPolicies.…)]</c> who may open it.</summary>
public abstract class StaffPage : SitePage
{
    public override Reader Reader => Reader.Staff;

    public SignedInStaff Staff => HttpContext.Staff();

    /// <summary>What it shows the findings of; null where nobody searched.</summary>
    public virtual string? SearchedFor => null;

    /// <summary>The rows of this page that cannot be read.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable { get; protected set; } = [];

    /// <remarks>Who has to show who they are for what they asked, does so first, and comes back to this page.</remarks>
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

    /// <summary>A longer file would fill the memory; it says in its last row that it was cut.</summary>
    private const int MostInFile = 100_000;

    /// <summary>Which file its list is asked for as; null for the page.</summary>
    protected string? ListForm =>
        Request.Query["vorm"].ToString() is var form && ListFile.TypeOf(form) is not null ? form : null;

    /// <summary>What the audit log says of reading its list.</summary>
    protected AuditAction ListVerb => ListForm is null ? AuditAction.Look : AuditAction.Export;

    /// <summary>How many rows of its list are read at once: for a file all, or one more than it may have.</summary>
    protected int RowsOf(int page) => ListForm is null ? page : MostInFile + 1;

    /// <summary>Its list as the file that was asked for, or the page.</summary>
    /// <param name="named">The file, and the sheet in it.</param>
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

    /// <summary>The answer about a caregiver whom the reader may not see, or who does not exist: the same for both.
    /// That somebody tried is recorded.</summary>
    protected async Task<IActionResult> RefusedAsync(AuditEntry auditEntry, CancellationToken stop = default)
    {
        await HttpContext
            .RequestServices.GetRequiredService<CaregiverAccess>()
            .RefuseAsync(Staff, StaffRouteGroups.Number(HttpContext, "caregiver"), auditEntry, stop);
        return Missing();
    }
}

/// <summary>What a page does only for who showed just now who they are: what somebody at an unlocked screen must not
/// do.</summary>
/// <param name="backTo">The page they come back to; null for this one.</param>
/// <remarks>On a whole page it goes with a policy that lets nobody else in.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FreshSignInAttribute(string? backTo = null) : Attribute
{
    public string? BackTo { get; } = backTo;
}
