using CaregiverSignal.Cases;

namespace CaregiverSignal.Desk.Case;

/// <summary>The same by the number of a caregiver in an address.</summary>
public sealed class CasePages(CaregiverAccess access)
{
    public TModel? Look<TModel>(
        SignedInStaff staff,
        HttpContext context,
        Deed deed,
        Func<Transaction, Caregiver, TModel?> read
    )
        where TModel : class => access.Look(staff, IdIn(context), () => deed, read);

    /// <param name="deed">Asked once it was read: what was seen may depend on it.</param>
    public TModel? Look<TModel>(
        SignedInStaff staff,
        HttpContext context,
        Func<Deed> deed,
        Func<Transaction, Caregiver, TModel?> read
    )
        where TModel : class => access.Look(staff, IdIn(context), deed, read);

    /// <inheritdoc cref="CaregiverAccess.Change"/>
    public bool? Change(SignedInStaff staff, HttpContext context, Deed deed, Func<Transaction, Caregiver, bool> act) =>
        access.Change(staff, IdIn(context), deed, act);

    /// <summary>A caregiver whom the coordinator may not see is as unknown as one that does not exist.</summary>
    public static Caregiver? Find(Transaction transaction, SignedInStaff staff, HttpContext context) =>
        CaregiverAccess.Find(transaction, staff, IdIn(context));

    private static long? IdIn(HttpContext context) => StaffRouteGroups.Number(context, "caregiver");
}
