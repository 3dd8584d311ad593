using CaregiverSignal.Desk.Case;

namespace CaregiverSignal.Desk;

/// <summary>A page of staff about one caregiver, whose number is in its address.</summary>
public abstract class PersonPage : StaffPage
{
    public Caregiver Caregiver { get; protected set; } = null!;

    public string FullName => Plainly.FullName(Caregiver.Person, Caregiver.FirstName, Caregiver.LastName);

    /// <summary>The number in the address.</summary>
    protected long? Id => StaffRouteGroups.Number(HttpContext, "caregiver");
}

/// <summary>The same, where the page reads and changes by itself.</summary>
public abstract class CaregiverPage(CasePages pages) : PersonPage
{
    /// <summary>Reads what the page shows, and records the look.</summary>
    /// <param name="read">Whether there is such a page of theirs.</param>
    /// <returns>False when there is no such caregiver whom the reader may see, or no such page of theirs.</returns>
    protected bool Finds(Deed look, Func<Transaction, Caregiver, bool> read) => Finds(() => look, read);

    protected bool Finds(Deed look, Action<Transaction, Caregiver> read) => Finds(look, Always(read));

    /// <summary>Looks for the caregiver alone, and records the look.</summary>
    protected bool Finds(Deed look) => Finds(look, (_, _) => true);

    /// <param name="look">Asked once it was read: what was seen may depend on it.</param>
    protected bool Finds(Func<Deed> look, Func<Transaction, Caregiver, bool> read) =>
        pages.Look(
            Staff,
            HttpContext,
            look,
            (transaction, caregiver) => read(transaction, caregiver) ? Caregiver = caregiver : null
        )
            is not null;

    /// <summary>Changes something of the caregiver, and records it with the change.</summary>
    /// <param name="act">Whether it did.</param>
    /// <returns>Null when there is no such caregiver whom the reader may see.</returns>
    protected bool? Changes(Deed deed, Func<Transaction, Caregiver, bool> act) =>
        pages.Change(Staff, HttpContext, deed, act);

    protected bool? Changes(Deed deed, Action<Transaction, Caregiver> act) => Changes(deed, Always(act));

    private static Func<Transaction, Caregiver, bool> Always(Action<Transaction, Caregiver> act) =>
        (transaction, caregiver) =>
        {
            act(transaction, caregiver);
            return true;
        };
}
