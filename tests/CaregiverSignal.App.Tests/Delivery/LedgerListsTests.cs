using CaregiverSignal.Delivery;
using CaregiverSignal.Mail.Sending;

namespace CaregiverSignal.Tests.Delivery;

/// <summary>The lists of the mail ledger cost the same however many mails there are.</summary>
public sealed class LedgerListsTests() : AtASite()
{
    [Fact]
    public void No_list_looks_through_all_mail_or_all_that_came_back()
    {
        using var sent = new SentStatements(site);

        site.Read(transaction =>
        {
            foreach (var group in MailLedgerTable.Groups)
                MailLedgerTable.In(transaction, group, site.Time, 50);
            return true;
        });

        Assert.True(sent.Count >= MailLedgerTable.Groups.Count, $"Only {sent.Count} statements were sent.");
        sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public void Neither_sending_nor_tidying_looks_through_all_mail()
    {
        PostMails.Add(site, "ready", null, "digest");
        using var sent = new SentStatements(site);

        site.Part<SendMail>().TidyUp();
        Assert.True(site.Part<SendMail>().RunOne(Some.Stop));

        Assert.True(sent.Count > 8, $"Only {sent.Count} statements were sent.");
        sent.AssertNoneReadsAllOfATable();
    }

    [Fact]
    public void A_statement_that_does_is_found()
    {
        TestPostgres.SkipWhereWanted();
        using var sent = new SentStatements(site);
        site.Read(transaction => transaction.All<string>("select id from mail where lower(kind) = 'x'"));

        var found = Assert.ThrowsAny<Exception>(sent.AssertNoneReadsAllOfATable);

        Assert.Has("SCAN mail: select id from mail", found.Message);
    }
}
