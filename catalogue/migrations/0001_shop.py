import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import modelcluster.fields
import phonenumber_field.modelfields
import trust.references
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('cms', '0005_organisation_has_vat_number'),
        ('trust', '0006_desk'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='address')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'category of the shop',
                'verbose_name_plural': 'categories of the shop',
                'ordering': ['sort_order', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='known since')),
            ],
            options={
                'verbose_name': 'customer',
                'verbose_name_plural': 'customers',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StripeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_id', models.CharField(max_length=120, unique=True, verbose_name='number at Stripe')),
                ('kind', models.CharField(max_length=80, verbose_name='what it says')),
                ('made_at', models.DateTimeField(verbose_name='happened')),
                ('received_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='came in')),
            ],
            options={
                'verbose_name': 'event of Stripe',
                'verbose_name_plural': 'events of Stripe',
                'ordering': ['-received_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('post_on', models.DateField(verbose_name='post day')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('carrier', models.CharField(blank=True, max_length=60, verbose_name='carrier')),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent')),
                ('made_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'batch of parcels',
                'verbose_name_plural': 'batches of parcels',
                'ordering': ['-post_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CustomerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.CharField(editable=False, max_length=64, unique=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='catalogue.customer', verbose_name='customer')),
            ],
            options={
                'verbose_name': 'key of a customer',
                'verbose_name_plural': 'keys of customers',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reference', models.CharField(default=trust.references.new_reference, editable=False, max_length=9, unique=True, verbose_name='reference')),
                ('state', models.CharField(choices=[('placed', 'placed'), ('paid', 'paid'), ('to-pack', 'to pack'), ('packed', 'packed'), ('sent', 'sent'), ('picked-up', 'picked up'), ('cancelled', 'cancelled'), ('refunded', 'refunded')], db_index=True, default='placed', editable=False, max_length=10, verbose_name='state')),
                ('organisation_name', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('organisation_number', models.CharField(blank=True, max_length=10, verbose_name='organisation number')),
                ('contact_name', models.CharField(max_length=120, verbose_name='name')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='telephone')),
                ('delivery', models.CharField(choices=[('post', 'by post'), ('pick-up', 'picked up at our office')], default='post', max_length=8, verbose_name='how it reaches you')),
                ('attention', models.CharField(blank=True, max_length=120, verbose_name='for the attention of')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street and number')),
                ('postcode', models.CharField(blank=True, max_length=4, verbose_name='postcode')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='municipality')),
                ('province', models.CharField(blank=True, db_index=True, editable=False, max_length=20, verbose_name='region')),
                ('remarks', models.TextField(blank=True, max_length=600, verbose_name='remarks')),
                ('wants_editions', models.BooleanField(default=False, verbose_name='hears of a new edition of what they received')),
                ('goods_cents', models.PositiveIntegerField(default=0, editable=False, verbose_name='goods, in cents')),
                ('postage_cents', models.PositiveIntegerField(default=0, editable=False, verbose_name='postage, in cents')),
                ('total_cents', models.PositiveIntegerField(default=0, editable=False, verbose_name='together, in cents')),
                ('vat_lines', models.JSONField(default=list, editable=False, verbose_name='VAT')),
                ('pay_by', models.DateTimeField(blank=True, db_index=True, editable=False, null=True, verbose_name='to be paid before')),
                ('carrier', models.CharField(blank=True, max_length=60, verbose_name='carrier')),
                ('tracking_code', models.CharField(blank=True, max_length=60, verbose_name='tracking code')),
                ('notes', models.TextField(blank=True, max_length=2000, verbose_name='notes of staff')),
                ('source', models.CharField(default='site', editable=False, max_length=8, verbose_name='came through')),
                ('placed_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, verbose_name='ordered')),
                ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('paid_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='paid')),
                ('left_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='left us')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sale withdrawn')),
                ('delete_on', models.DateField(db_index=True, editable=False, verbose_name='erased on')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='orders', to='catalogue.batch', verbose_name='batch')),
                ('customer', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='orders', to='catalogue.customer', verbose_name='customer')),
                ('organisation', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='trust.organisation', verbose_name='known organisation')),
            ],
            options={
                'verbose_name': 'order',
                'verbose_name_plural': 'orders',
                'ordering': ['-placed_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'placed_at', 'id'], name='order_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('total_cents', django.db.models.expressions.CombinedExpression(models.F('goods_cents'), '+', models.F('postage_cents')))), name='order_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='OrderMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(blank=True, choices=[('placed', 'placed'), ('paid', 'paid'), ('to-pack', 'to pack'), ('packed', 'packed'), ('sent', 'sent'), ('picked-up', 'picked up'), ('cancelled', 'cancelled'), ('refunded', 'refunded')], max_length=10, verbose_name='from')),
                ('to_state', models.CharField(choices=[('placed', 'placed'), ('paid', 'paid'), ('to-pack', 'to pack'), ('packed', 'packed'), ('sent', 'sent'), ('picked-up', 'picked up'), ('cancelled', 'cancelled'), ('refunded', 'refunded')], max_length=10, verbose_name='to')),
                ('actor', models.CharField(choices=[('staff', 'staff'), ('customer', 'who ordered'), ('clock', 'the clock'), ('payment', 'the payment')], max_length=10, verbose_name='who')),
                ('why', models.TextField(blank=True, max_length=600, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member of staff')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='catalogue.order', verbose_name='order')),
            ],
            options={
                'verbose_name': 'step of an order',
                'verbose_name_plural': 'steps of orders',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('payable_kind', models.CharField(max_length=20, verbose_name='what for')),
                ('payable_id', models.UUIDField(db_index=True, verbose_name='of which')),
                ('reference', models.CharField(blank=True, max_length=20, verbose_name='reference')),
                ('state', models.CharField(choices=[('open', 'waits for who pays'), ('processing', 'under way at the bank'), ('paid', 'paid'), ('failed', 'failed'), ('expired', 'not paid in time')], default='open', max_length=10, verbose_name='state')),
                ('amount_cents', models.PositiveIntegerField(verbose_name='amount in cents')),
                ('refunded_cents', models.PositiveIntegerField(default=0, verbose_name='given back, in cents')),
                ('session_id', models.CharField(blank=True, db_index=True, max_length=120, verbose_name='session at Stripe')),
                ('intent_id', models.CharField(blank=True, db_index=True, max_length=120, verbose_name='payment at Stripe')),
                ('method', models.CharField(blank=True, max_length=40, verbose_name='by')),
                ('checkout_url', models.URLField(blank=True, max_length=1000, verbose_name='page of Stripe')),
                ('expires_at', models.DateTimeField(db_index=True, verbose_name='open until')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begun')),
                ('paid_at', models.DateTimeField(blank=True, null=True, verbose_name='paid')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked of Stripe')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'processing'])), fields=('payable_kind', 'payable_id'), name='payment_one_attempt_at_a_time'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payment_asks_something'), models.CheckConstraint(condition=models.Q(('refunded_cents__lte', models.F('amount_cents'))), name='payment_refunds_no_more_than_was_paid')],
            },
        ),
        migrations.CreateModel(
            name='PaymentCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paid-too-late', 'paid for what was cancelled'), ('paid-twice', 'paid twice'), ('wrong-amount', 'another amount than was asked'), ('disputed', 'disputed at the bank'), ('refund-failed', 'the refund failed'), ('refund-due', 'to be refunded')], max_length=14, verbose_name='what')),
                ('amount_cents', models.PositiveIntegerField(default=0, verbose_name='amount in cents')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('how', models.CharField(blank=True, max_length=300, verbose_name='how')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='catalogue.payment', verbose_name='payment')),
            ],
            options={
                'verbose_name': 'case about a payment',
                'verbose_name_plural': 'cases about payments',
                'ordering': ['opened_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('payment', 'kind'), name='payment_case_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=140, verbose_name='title')),
                ('slug', models.SlugField(max_length=140, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('flyer', 'flyer'), ('folder', 'folder'), ('poster', 'poster'), ('publication', 'publication')], default='flyer', max_length=12, verbose_name='kind')),
                ('summary', models.TextField(help_text='One or two sentences, for lists.', max_length=300, verbose_name='in short')),
                ('description', wagtail.fields.RichTextField(blank=True, verbose_name='what it is')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('fr', 'French'), ('en', 'English'), ('ar', 'Arabic'), ('tr', 'Turkish')], default='nl', max_length=2, verbose_name='language')),
                ('paper_format', models.CharField(blank=True, help_text='A5, A3, 10 × 21 cm.', max_length=40, verbose_name='format')),
                ('pages', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='pages')),
                ('weight_grams', models.PositiveIntegerField(default=0, verbose_name='weight of one, in grams')),
                ('price_cents', models.PositiveIntegerField(default=0, help_text='0: free.', verbose_name='price in cents, VAT included')),
                ('vat_rate', models.PositiveSmallIntegerField(choices=[(0, '0 %'), (6, '6 %'), (21, '21 %')], default=6, verbose_name='VAT')),
                ('step', models.PositiveSmallIntegerField(default=1, help_text='1: one by one.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='by packs of')),
                ('order_most', models.PositiveIntegerField(blank=True, help_text='Empty: no limit.', null=True, verbose_name='at most in one order')),
                ('period_most', models.PositiveIntegerField(blank=True, help_text='For one organisation or person. Empty: no limit.', null=True, verbose_name='at most in a period')),
                ('period_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)], verbose_name='days of that period')),
                ('available', models.IntegerField(default=0, editable=False, verbose_name='can be ordered now')),
                ('low_at', models.PositiveIntegerField(default=0, help_text='We hear of it from so many on.', verbose_name='low from')),
                ('is_shown', models.BooleanField(db_index=True, default=True, verbose_name='stands in the shop')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalogue.category', verbose_name='category')),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.lusimage', verbose_name='cover')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.lusdocument', verbose_name='PDF to read')),
                ('printable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.lusdocument', verbose_name='PDF to print oneself')),
                ('replaces', models.ForeignKey(blank=True, help_text='The edition before this one.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replaced_by', to='catalogue.product', verbose_name='replaces')),
            ],
            options={
                'verbose_name': 'product',
                'verbose_name_plural': 'products',
                'ordering': ['title', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('available__gte', 0)), name='product_stock_never_below_zero'), models.CheckConstraint(condition=models.Q(('step__gte', 1)), name='product_step_is_one_or_more'), models.CheckConstraint(condition=models.Q(('replaces', models.F('pk')), _negated=True), name='product_replaces_another')],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=140, verbose_name='title, as it was called')),
                ('quantity', models.PositiveIntegerField(verbose_name='copies')),
                ('price_cents', models.PositiveIntegerField(default=0, verbose_name='price of one, in cents')),
                ('vat_rate', models.PositiveSmallIntegerField(choices=[(0, '0 %'), (6, '6 %'), (21, '21 %')], default=6, verbose_name='VAT')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='catalogue.order', verbose_name='order')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='order_lines', to='catalogue.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'line of an order',
                'verbose_name_plural': 'lines of orders',
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('order', 'product'), name='order_line_once_a_product'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='order_line_is_of_something')],
            },
        ),
        migrations.CreateModel(
            name='ProductPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cms.lusimage', verbose_name='picture')),
                ('product', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='catalogue.product')),
            ],
            options={
                'verbose_name': 'picture of a product',
                'verbose_name_plural': 'pictures of products',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('amount_cents', models.PositiveIntegerField(verbose_name='amount in cents')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('stripe_id', models.CharField(blank=True, db_index=True, max_length=120, verbose_name='refund at Stripe')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='done')),
                ('failed_at', models.DateTimeField(blank=True, null=True, verbose_name='failed')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member of staff')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='catalogue.payment', verbose_name='payment')),
            ],
            options={
                'verbose_name': 'refund',
                'verbose_name_plural': 'refunds',
                'ordering': ['asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='refund_gives_something')],
            },
        ),
        migrations.CreateModel(
            name='ShopSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_open', models.BooleanField(default=True, verbose_name='orders come in')),
                ('closed_text', models.CharField(blank=True, max_length=200, verbose_name='why not, and until when')),
                ('postage_cents', models.PositiveIntegerField(default=450, help_text='For an order with something to pay; what is free travels free.', verbose_name='postage in cents')),
                ('free_postage_from_cents', models.PositiveIntegerField(default=5000, help_text='0: always postage.', verbose_name='no postage from, in cents')),
                ('pick_up_place', models.CharField(blank=True, max_length=200, verbose_name='where parcels are picked up')),
                ('pick_up_hours', models.CharField(blank=True, max_length=200, verbose_name='when')),
                ('ask_for_more', models.CharField(blank=True, help_text='Shown where a limit is reached.', max_length=300, verbose_name='who needs more')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'shop',
            },
        ),
        migrations.CreateModel(
            name='StockMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'came in'), ('reserved', 'kept for an order'), ('released', 'given free by an order'), ('handed-out', 'handed out by ourselves'), ('returned', 'came back'), ('corrected', 'corrected after counting')], max_length=12, verbose_name='what happened')),
                ('quantity', models.IntegerField(verbose_name='copies')),
                ('level', models.PositiveIntegerField(verbose_name='can be ordered after it')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='when')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='member of staff')),
                ('order', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='movements', to='catalogue.order', verbose_name='order')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='catalogue.product', verbose_name='product')),
            ],
            options={
                'verbose_name': 'stock movement',
                'verbose_name_plural': 'stock movements',
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['product', 'at'], name='movement_of_product')],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity', 0), _negated=True), name='movement_moves_something'), models.CheckConstraint(condition=models.Q(('level__gte', 0)), name='movement_level_never_below_zero')],
            },
        ),
    ]
