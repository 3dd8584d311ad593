using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Desk.MailLedgerPages;

/// <summary>One mail, what came back of it, and "again" with what that means.</summary>
[Authorize(StaffPolicies.Mail)]
public sealed class LedgerMailModel(MailLedger ledger, MailKinds kinds) : StaffPage
{
    public MailLedgerRow Mail { get; private set; } = null!;

    public string Kind => kinds.Word(Mail.Kind, "Name");

    public LedgerWords Words { get; private set; } = null!;

    public IReadOnlyList<MailLedgerReturn> Returns { get; private set; } = [];

    public IActionResult OnGet(string id) => Shows(ledger.Look(id, Staff)) ? Page() : Missing();

    public IActionResult OnPost(string id)
    {
        var (mail, goes) = ledger.SendAgain(id, Staff);
        return !Shows(mail) ? Missing() : Saved(goes ? $"{T["Saved"]} {Words.Next(Mail)}" : T["Unchanged"]);
    }

    private bool Shows(LedgerMail? found)
    {
        if (found is null)
            return false;
        (Mail, Returns, Words) = (found.Mail, found.Returns, new LedgerWords(found.Outlook));
        return true;
    }
}
