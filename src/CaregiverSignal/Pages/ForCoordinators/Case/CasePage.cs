using CaregiverSignal.Cases;
using CaregiverSignal.Pages.ForCoordinators.Case.Actions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

public interface ICasePage : IPage
{
    Caregiver Caregiver { get; }
    CaseSections Case { get; }
    TypedContact Contact { get; }

    /// <summary>The late day to confirm, sent back by the form; null if none.</summary>
    DateOnly? AskedOn { get; }

    bool IsWrong(string field);
}

public abstract class CasePage(CaseService cases) : PersonPage, ICasePage
{
    [BindProperty]
    public TypedContact Contact { get; set; } = new();

    /// <summary>From the case as the form showed it: <see cref="SentForm"/>.</summary>
    [BindProperty]
    public long? Signal { get; set; }

    [BindProperty]
    public string Mark { get; set; } = "";

    [BindProperty]
    public string Later { get; set; } = "";

    /// <summary>The fields with errors, in page order.</summary>
    public IEnumerable<string> Targets { get; private set; } = [];

    public DateOnly? AskedOn { get; protected set; }

    public CaseSections Case { get; private set; } = null!;

    public bool IsWrong(string field) => ModelState.GetFieldValidationState(field) == ModelValidationState.Invalid;

    protected CaseFile Known { get; private set; } = null!;

    protected CaseService Cases { get; } = cases;

    /// <param name="form">The form's prefix in field names.</param>
    protected async Task<IActionResult> WrongAsync(string form, CaseResult result, CancellationToken stop = default)
    {
        if (!await FindsAsync(stop))
            return Missing();
        var errors = result.Faults.Select(fault => CaseErrors.Of(form, fault)).ToList();
        Targets = errors.Select(error => error.Target);
        foreach (var (target, text) in errors)
            ModelState.Require(false, target, text);
        var isNews = result.Faults.Any(fault => fault.Field.Length == 0);
        return Invalid(isNews ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest);
    }

    protected async Task<bool> FindsAsync(CancellationToken stop = default)
    {
        if (await Cases.LookAsync(Id, Staff, stop) is not { } file)
            return false;
        (Caregiver, Known) = (file.Caregiver, file);
        Case = ActivatorUtilities.CreateInstance<CaseSections>(HttpContext.RequestServices, file, Staff);
        return true;
    }
}
