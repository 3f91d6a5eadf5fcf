var M=globalThis,O=M.ShadowRoot&&(M.ShadyCSS===void 0||M.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Q=Symbol(),ut=new WeakMap,P=class{constructor(t,e,s){if(this._$cssResult$=!0,s!==Q)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(O&&t===void 0){let s=e!==void 0&&e.length===1;s&&(t=ut.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),s&&ut.set(e,t))}return t}toString(){return this.cssText}},mt=r=>new P(typeof r=="string"?r:r+"",void 0,Q),f=(r,...t)=>{let e=r.length===1?r[0]:t.reduce((s,i,o)=>s+(n=>{if(n._$cssResult$===!0)return n.cssText;if(typeof n=="number")return n;throw Error("Value passed to 'css' function must be a 'css' function result: "+n+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[o+1],r[0]);return new P(e,r,Q)},ft=(r,t)=>{if(O)r.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let s=document.createElement("style"),i=M.litNonce;i!==void 0&&s.setAttribute("nonce",i),s.textContent=e.cssText,r.appendChild(s)}},tt=O?r=>r:r=>r instanceof CSSStyleSheet?(t=>{let e="";for(let s of t.cssRules)e+=s.cssText;return mt(e)})(r):r;var{is:Ot,defineProperty:Lt,getOwnPropertyDescriptor:zt,getOwnPropertyNames:It,getOwnPropertySymbols:qt,getPrototypeOf:jt}=Object,L=globalThis,gt=L.trustedTypes,Ft=gt?gt.emptyScript:"",Bt=L.reactiveElementPolyfillSupport,k=(r,t)=>r,et={toAttribute(r,t){switch(t){case Boolean:r=r?Ft:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,t){let e=r;switch(t){case Boolean:e=r!==null;break;case Number:e=r===null?null:Number(r);break;case Object:case Array:try{e=JSON.parse(r)}catch{e=null}}return e}},yt=(r,t)=>!Ot(r,t),bt={attribute:!0,type:String,converter:et,reflect:!1,useDefault:!1,hasChanged:yt};Symbol.metadata??=Symbol("metadata"),L.litPropertyMetadata??=new WeakMap;var b=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=bt){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let s=Symbol(),i=this.getPropertyDescriptor(t,s,e);i!==void 0&&Lt(this.prototype,t,i)}}static getPropertyDescriptor(t,e,s){let{get:i,set:o}=zt(this.prototype,t)??{get(){return this[e]},set(n){this[e]=n}};return{get:i,set(n){let h=i?.call(this);o?.call(this,n),this.requestUpdate(t,h,s)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??bt}static _$Ei(){if(this.hasOwnProperty(k("elementProperties")))return;let t=jt(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(k("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(k("properties"))){let e=this.properties,s=[...It(e),...qt(e)];for(let i of s)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[s,i]of e)this.elementProperties.set(s,i)}this._$Eh=new Map;for(let[e,s]of this.elementProperties){let i=this._$Eu(e,s);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let s=new Set(t.flat(1/0).reverse());for(let i of s)e.unshift(tt(i))}else t!==void 0&&e.push(tt(t));return e}static _$Eu(t,e){let s=e.attribute;return s===!1?void 0:typeof s=="string"?s:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let s of e.keys())this.hasOwnProperty(s)&&(t.set(s,this[s]),delete this[s]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ft(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,s){this._$AK(t,s)}_$ET(t,e){let s=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,s);if(i!==void 0&&s.reflect===!0){let o=(s.converter?.toAttribute!==void 0?s.converter:et).toAttribute(e,s.type);this._$Em=t,o==null?this.removeAttribute(i):this.setAttribute(i,o),this._$Em=null}}_$AK(t,e){let s=this.constructor,i=s._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let o=s.getPropertyOptions(i),n=typeof o.converter=="function"?{fromAttribute:o.converter}:o.converter?.fromAttribute!==void 0?o.converter:et;this._$Em=i;let h=n.fromAttribute(e,o.type);this[i]=h??this._$Ej?.get(i)??h,this._$Em=null}}requestUpdate(t,e,s,i=!1,o){if(t!==void 0){let n=this.constructor;if(i===!1&&(o=this[t]),s??=n.getPropertyOptions(t),!((s.hasChanged??yt)(o,e)||s.useDefault&&s.reflect&&o===this._$Ej?.get(t)&&!this.hasAttribute(n._$Eu(t,s))))return;this.C(t,e,s)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:s,reflect:i,wrapped:o},n){s&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,n??e??this[t]),o!==!0||n!==void 0)||(this._$AL.has(t)||(this.hasUpdated||s||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,o]of this._$Ep)this[i]=o;this._$Ep=void 0}let s=this.constructor.elementProperties;if(s.size>0)for(let[i,o]of s){let{wrapped:n}=o,h=this[i];n!==!0||this._$AL.has(i)||h===void 0||this.C(i,void 0,o,h)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(s=>s.hostUpdate?.()),this.update(e)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};b.elementStyles=[],b.shadowRootOptions={mode:"open"},b[k("elementProperties")]=new Map,b[k("finalized")]=new Map,Bt?.({ReactiveElement:b}),(L.reactiveElementVersions??=[]).push("2.1.2");var lt=globalThis,$t=r=>r,z=lt.trustedTypes,vt=z?z.createPolicy("lit-html",{createHTML:r=>r}):void 0,Et="$lit$",$=`lit$${Math.random().toFixed(9).slice(2)}$`,Ct="?"+$,Wt=`<${Ct}>`,A=document,R=()=>A.createComment(""),N=r=>r===null||typeof r!="object"&&typeof r!="function",ct=Array.isArray,Vt=r=>ct(r)||typeof r?.[Symbol.iterator]=="function",st=`[ 	
\f\r]`,T=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,_t=/-->/g,xt=/>/g,_=RegExp(`>|${st}(?:([^\\s"'>=/]+)(${st}*=${st}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),At=/'/g,wt=/"/g,Pt=/^(?:script|style|textarea|title)$/i,dt=r=>(t,...e)=>({_$litType$:r,strings:t,values:e}),l=dt(1),ne=dt(2),ae=dt(3),w=Symbol.for("lit-noChange"),c=Symbol.for("lit-nothing"),St=new WeakMap,x=A.createTreeWalker(A,129);function kt(r,t){if(!ct(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return vt!==void 0?vt.createHTML(t):t}var Gt=(r,t)=>{let e=r.length-1,s=[],i,o=t===2?"<svg>":t===3?"<math>":"",n=T;for(let h=0;h<e;h++){let a=r[h],u,m,d=-1,g=0;for(;g<a.length&&(n.lastIndex=g,m=n.exec(a),m!==null);)g=n.lastIndex,n===T?m[1]==="!--"?n=_t:m[1]!==void 0?n=xt:m[2]!==void 0?(Pt.test(m[2])&&(i=RegExp("</"+m[2],"g")),n=_):m[3]!==void 0&&(n=_):n===_?m[0]===">"?(n=i??T,d=-1):m[1]===void 0?d=-2:(d=n.lastIndex-m[2].length,u=m[1],n=m[3]===void 0?_:m[3]==='"'?wt:At):n===wt||n===At?n=_:n===_t||n===xt?n=T:(n=_,i=void 0);let y=n===_&&r[h+1].startsWith("/>")?" ":"";o+=n===T?a+Wt:d>=0?(s.push(u),a.slice(0,d)+Et+a.slice(d)+$+y):a+$+(d===-2?h:y)}return[kt(r,o+(r[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},H=class r{constructor({strings:t,_$litType$:e},s){let i;this.parts=[];let o=0,n=0,h=t.length-1,a=this.parts,[u,m]=Gt(t,e);if(this.el=r.createElement(u,s),x.currentNode=this.el.content,e===2||e===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(i=x.nextNode())!==null&&a.length<h;){if(i.nodeType===1){if(i.hasAttributes())for(let d of i.getAttributeNames())if(d.endsWith(Et)){let g=m[n++],y=i.getAttribute(d).split($),D=/([.?@])?(.*)/.exec(g);a.push({type:1,index:o,name:D[2],strings:y,ctor:D[1]==="."?rt:D[1]==="?"?ot:D[1]==="@"?nt:C}),i.removeAttribute(d)}else d.startsWith($)&&(a.push({type:6,index:o}),i.removeAttribute(d));if(Pt.test(i.tagName)){let d=i.textContent.split($),g=d.length-1;if(g>0){i.textContent=z?z.emptyScript:"";for(let y=0;y<g;y++)i.append(d[y],R()),x.nextNode(),a.push({type:2,index:++o});i.append(d[g],R())}}}else if(i.nodeType===8)if(i.data===Ct)a.push({type:2,index:o});else{let d=-1;for(;(d=i.data.indexOf($,d+1))!==-1;)a.push({type:7,index:o}),d+=$.length-1}o++}}static createElement(t,e){let s=A.createElement("template");return s.innerHTML=t,s}};function E(r,t,e=r,s){if(t===w)return t;let i=s!==void 0?e._$Co?.[s]:e._$Cl,o=N(t)?void 0:t._$litDirective$;return i?.constructor!==o&&(i?._$AO?.(!1),o===void 0?i=void 0:(i=new o(r),i._$AT(r,e,s)),s!==void 0?(e._$Co??=[])[s]=i:e._$Cl=i),i!==void 0&&(t=E(r,i._$AS(r,t.values),i,s)),t}var it=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:s}=this._$AD,i=(t?.creationScope??A).importNode(e,!0);x.currentNode=i;let o=x.nextNode(),n=0,h=0,a=s[0];for(;a!==void 0;){if(n===a.index){let u;a.type===2?u=new U(o,o.nextSibling,this,t):a.type===1?u=new a.ctor(o,a.name,a.strings,this,t):a.type===6&&(u=new at(o,this,t)),this._$AV.push(u),a=s[++h]}n!==a?.index&&(o=x.nextNode(),n++)}return x.currentNode=A,i}p(t){let e=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,e),e+=s.strings.length-2):s._$AI(t[e])),e++}},U=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,s,i){this.type=2,this._$AH=c,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=E(this,t,e),N(t)?t===c||t==null||t===""?(this._$AH!==c&&this._$AR(),this._$AH=c):t!==this._$AH&&t!==w&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Vt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==c&&N(this._$AH)?this._$AA.nextSibling.data=t:this.T(A.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=H.createElement(kt(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(e);else{let o=new it(i,this),n=o.u(this.options);o.p(e),this.T(n),this._$AH=o}}_$AC(t){let e=St.get(t.strings);return e===void 0&&St.set(t.strings,e=new H(t)),e}k(t){ct(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,s,i=0;for(let o of t)i===e.length?e.push(s=new r(this.O(R()),this.O(R()),this,this.options)):s=e[i],s._$AI(o),i++;i<e.length&&(this._$AR(s&&s._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let s=$t(t).nextSibling;$t(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,s,i,o){this.type=1,this._$AH=c,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=o,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=c}_$AI(t,e=this,s,i){let o=this.strings,n=!1;if(o===void 0)t=E(this,t,e,0),n=!N(t)||t!==this._$AH&&t!==w,n&&(this._$AH=t);else{let h=t,a,u;for(t=o[0],a=0;a<o.length-1;a++)u=E(this,h[s+a],e,a),u===w&&(u=this._$AH[a]),n||=!N(u)||u!==this._$AH[a],u===c?t=c:t!==c&&(t+=(u??"")+o[a+1]),this._$AH[a]=u}n&&!i&&this.j(t)}j(t){t===c?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},rt=class extends C{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===c?void 0:t}},ot=class extends C{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==c)}},nt=class extends C{constructor(t,e,s,i,o){super(t,e,s,i,o),this.type=5}_$AI(t,e=this){if((t=E(this,t,e,0)??c)===w)return;let s=this._$AH,i=t===c&&s!==c||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,o=t!==c&&(s===c||i);i&&this.element.removeEventListener(this.name,this,s),o&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},at=class{constructor(t,e,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){E(this,t)}};var Kt=lt.litHtmlPolyfillSupport;Kt?.(H,U),(lt.litHtmlVersions??=[]).push("3.3.3");var Tt=(r,t,e)=>{let s=e?.renderBefore??t,i=s._$litPart$;if(i===void 0){let o=e?.renderBefore??null;s._$litPart$=i=new U(t.insertBefore(R(),o),o,void 0,e??{})}return i._$AI(r),i};var ht=globalThis,v=class extends b{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Tt(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return w}};v._$litElement$=!0,v.finalized=!0,ht.litElementHydrateSupport?.({LitElement:v});var Jt=ht.litElementPolyfillSupport;Jt?.({LitElement:v});(ht.litElementVersions??=[]).push("4.2.2");var Rt=async(r,t,e,s)=>{let i=/\p{L}/u.test(e.replace(/^tel:/i,"")),{response:o}=await r.callWS({type:"call_service",domain:"callcard",service:"store_targets",service_data:{config_entry_id:t.config_entry_id,[i?"contact":"b_number"]:e,...s&&{a_number:s}},return_response:!0});return o};var I=r=>l`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${r}></path></svg>`,Nt=I("M9 9h11v11H9zM5 15H4V4h11v1"),q=I("M5 13l4 4L19 7"),j=I("M5 4h4l1.5 5L8 11a13 13 0 0 0 5 5l2-2.5 5 1.5v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1"),Ht=I("M12 4 2.5 20h19zM12 10v4M12 17v.01");var pt="component.callcard.config_panel.card.",Xt="/config/integrations/integration/callcard",p=class extends v{static styles=f`
:host {
display: block;
}
[hidden] {
display: none;
}
h2,
h3,
p,
ul {
margin: 0;
padding: 0;
font: inherit;
list-style: none;
}
a,
button,
summary {
box-sizing: border-box;
min-height: 44px;
border: 0;
background: none;
color: inherit;
font: inherit;
text-decoration: none;
cursor: pointer;
}
:focus-visible {
outline: 2px solid var(--primary-color);
outline-offset: 2px;
}
svg {
flex: none;
width: 20px;
fill: none;
stroke: currentColor;
stroke-width: 2;
stroke-linecap: round;
stroke-linejoin: round;
}
summary {
display: flex;
gap: 8px;
align-items: center;
}
summary::after {
width: 8px;
height: 8px;
margin-inline: auto 6px;
border: solid;
border-width: 0 2px 2px 0;
transform: rotate(45deg);
content: "";
}
[open] > summary::after {
transform: rotate(225deg);
}
.quiet {
color: var(--secondary-text-color);
font-size: 14px;
}
.unseen {
position: absolute;
clip-path: inset(50%);
}
.message {
display: grid;
grid-template-columns: auto 1fr;
gap: 0 12px;
align-items: center;
padding: 12px;
border-radius: 12px;
background: var(--fill, var(--secondary-background-color));
}
.error {
--fill: var(--ha-color-fill-danger-quiet-resting);
}
.unknown {
--fill: var(--ha-color-fill-warning-quiet-resting);
}
.done {
--fill: var(--ha-color-fill-success-quiet-resting);
}
.message a {
display: flex;
grid-column: 2;
align-items: center;
text-decoration: underline;
}
`;static properties={hass:{attribute:!1}};text(t,e){return this.hass.localize(pt+t,e)}exception(t,e,s={}){return e?this.hass.localize(`component.${t}.exceptions.${e}.message`,s??{}):""}message(t,e,s=""){return l`<div class="message ${t}">
${t==="done"?q:Ht}
<p>${e}</p>
${s&&this.hass.user?.is_admin?l`<a href=${Xt}>${s}</a>`:c}
</div>`}},S=r=>`\u2066${r}\u2069`;var F=f`
:host {
position: relative;
}
label {
display: block;
margin-block-end: 4px;
}
input {
box-sizing: border-box;
width: 100%;
min-height: 48px;
padding: 0 12px;
border: 1px solid var(--secondary-text-color);
border-radius: 8px;
background: none;
color: inherit;
font: inherit;
font-size: 16px;
}
::placeholder {
color: var(--secondary-text-color);
opacity: 1;
}
`;var B=r=>typeof r=="object"&&r!==null&&"code"in r&&typeof r.code=="string";var Yt=8,W=class extends p{static styles=[p.styles,F,f`
form {
display: grid;
grid-template-columns: minmax(0, 1fr);
gap: 12px;
}
.chips {
display: flex;
flex-wrap: wrap;
gap: 8px;
}
.chips button {
max-width: 100%;
padding: 0 16px;
border: 1px solid var(--secondary-text-color);
border-radius: 22px;
}
.chips bdi {
display: block;
overflow: hidden;
text-overflow: ellipsis;
white-space: nowrap;
}
.chips .more {
border: 0;
}
.main {
display: flex;
gap: 12px;
align-items: center;
justify-content: center;
min-height: 52px;
padding: 0 16px;
border-radius: 26px;
background: var(--primary-color);
color: var(--text-primary-color);
font-weight: 700;
font-size: 19px;
}
.main:disabled {
cursor: progress;
}
[role="status"]:empty {
margin-block-start: -12px;
}
`];static properties={...p.properties,account:{attribute:!1},details:{attribute:!1},isStoring:{state:!0},stored:{state:!0},failure:{state:!0},hasAllChips:{state:!0}};willUpdate(t){let{details:e,stored:s}=this,{targets:i}=e;t.has("details")&&s&&(i?.a_number.number!==s.a_number||i.b_number.number!==s.b_number)&&this.#o()}updated(t){t.has("stored")&&this.renderRoot.querySelector("a.main")?.focus()}render(){return l`
<form @input=${this.#o} @submit=${this.#a}>
${this.#t(this.account.contacts)}
<callcard-who .hass=${this.hass} .contacts=${this.account.contacts}></callcard-who>
${this.#e(this.account,this.details)} ${this.#i()}
<div role="status">${this.#s(this.details)}</div>
</form>
`}#t(t){if(!t.length)return c;let e=this.hasAllChips?t:t.slice(0,Yt),s=t.length-e.length;return l`<div class="chips" role="group" aria-label=${this.text("contacts")}>
${e.map(({name:i})=>l`
<button type="button" @click=${()=>this.#d(i)}><bdi>${i}</bdi></button>
`)}
${s?l`<button type="button" class="more quiet" @click=${this.#r}>
${this.text("more",{count:s})}
</button>`:c}
</div>`}#e({a_number:t},{targets:e}){let s=(i="")=>l`<div>
<label class="quiet" for="caller">${this.text("your_number")}</label>
<input id="caller" type="tel" dir="ltr" autocomplete="tel" value=${i} />
</div>`;return t?l`<details>
<summary class="quiet">
${this.text("calling_from",{number:S(t.formatted)})}
</summary>
${s(t.formatted)}
</details>`:s(e?.a_number.formatted)}#i(){let t=this.stored?.dial_in_number;return t?l`<a class="main" href=${t.tel_uri}>
${j} ${this.text("dial",{number:S(t.formatted)})}
</a>`:l`<button class="main" ?disabled=${this.isStoring}>
${this.text(this.isStoring?"storing":"store")}
</button>`}#s({targets:t}){if(this.failure)return this.#n(this.failure);if(!this.stored)return c;if(!this.stored.dial_in_number)return this.message("unknown",this.text("no_numbers"));let e=S(t?.a_number.formatted??""),s=t?.contact??S(t?.b_number.formatted??"");return this.message("done",this.text("stored",{caller:e,name:s}))}#n(t){if(t==="connection_lost")return this.message("unknown",this.text(t));let{message:e,translation_domain:s="",translation_key:i=""}=t;return this.message(i.startsWith("maybe_stored_")?"unknown":"error",this.exception(s,i,t.translation_placeholders)||e,i.endsWith("_invalid_auth")?this.text("sign_in"):"")}#r=()=>{this.hasAllChips=!0};#o=()=>{this.stored=this.failure=void 0};#a=t=>{t.preventDefault(),this.#l()};async#d(t){this.isStoring||(this.#c.value=t,await this.#l())}async#l(){if(this.isStoring)return;this.#o(),this.isStoring=!0;let t=this.renderRoot.querySelector("#caller")?.value.trim();try{this.stored=await Rt(this.hass,this.account,this.#c.value,t)}catch(e){this.failure=B(e)?e:"connection_lost"}finally{this.isStoring=!1}}get#c(){return this.renderRoot.querySelector("callcard-who")}};var Zt=2,V=class{constructor(t,e,s){this.connection=t;this.deviceId=e;this.tell=s;t.addEventListener("ready",this.#s),this.#s()}connection;deviceId;tell;#t=!1;#e;#i;stop(){this.#t=!0,this.connection.removeEventListener("ready",this.#s),window.clearTimeout(this.#i),this.#e?.().catch(()=>{})}#s=()=>{window.clearTimeout(this.#i),this.connection.subscribeMessage(t=>{this.#t||this.tell(t)},{type:"callcard/subscribe",device_id:this.deviceId},{resubscribe:!1}).then(t=>{this.#e=t,this.#t&&this.stop()},t=>{this.#t||(B(t)&&t.code==="not_found"?this.tell(null):this.#i=window.setTimeout(this.#s,Zt*1e3))})}};var Qt={comma_decimal:"en-US",decimal_comma:"de",none:"en-US",quote_decimal:"de-CH",space_comma:"fr"},te=({number_format:r,language:t})=>r==="system"?void 0:Qt[r]??t,Ut=({amount:r,currency:t},e)=>new Intl.NumberFormat(te(e),{...t?{style:"currency",currency:t}:{minimumFractionDigits:2},useGrouping:e.number_format!=="none"}).format(r),Dt=(r,{locale:t,config:e})=>{let{time_format:s,language:i}=t,o=t.time_zone==="server"?{timeZone:e.time_zone}:{},n=new Intl.DateTimeFormat("en",{dateStyle:"short",...o}),h=new Date(r);return new Intl.DateTimeFormat(s==="system"?void 0:i,{...o,...n.format(h)!==n.format()&&{day:"numeric",month:"short"},...s==="12"&&{hour12:!0},...s==="24"&&{hourCycle:"h23"},hour:"numeric",minute:"2-digit"}).format(h)},G=(r,{language:t})=>r?new Intl.DisplayNames(t,{type:"region"}).of(r)??r:"";var K=class extends p{static styles=[p.styles,f`
:host {
container-type: inline-size;
}
:host(:focus-within) {
position: relative;
z-index: 1; /* The suggestions lie above the next card */
}
ha-card {
display: grid;
grid-template-columns: minmax(0, 1fr);
gap: 16px;
padding: 16px;
overflow-wrap: anywhere;
}
.head {
display: flex;
flex-wrap: wrap;
gap: 0 16px;
justify-content: space-between;
}
.head > :nth-child(2) {
margin-inline-start: auto;
text-align: end;
}
h2,
.balance {
font-size: 20px;
}
.low {
margin-inline-end: 8px;
padding: 2px 8px;
border-radius: 8px;
background: var(--ha-color-fill-warning-normal-resting);
color: var(--ha-color-on-warning-normal);
font-size: 14px;
}
.dial {
display: flex;
align-items: center;
padding-block: 12px;
padding-inline: 16px 4px;
border-radius: 12px;
background: var(--ha-color-fill-primary-quiet-resting, var(--secondary-background-color));
}
.dial > :first-child {
flex: 1;
font-size: 14px;
}
.dial a {
display: flex;
gap: 12px;
align-items: center;
font-weight: 500;
font-size: clamp(18px, 8cqi, 26px);
line-height: 1.2;
}
.loading::before {
width: 60%;
height: 160px;
border-radius: 12px;
background: var(--divider-color);
content: "";
}
`];static properties={...p.properties,account:{state:!0},hasTexts:{state:!0}};#t="";#e;static getConfigForm(){return{schema:[{name:"device_id",required:!0,selector:{device:{filter:{integration:"callcard"}}}}],computeLabel:(e,s)=>s(`${pt}account`)||"Account"}}static getStubConfig({entities:t}){let e=Object.values(t).find(s=>s?.platform==="callcard");return e?.device_id?{device_id:e.device_id}:{}}setConfig({device_id:t}){if(!t)throw new Error("Choose an account.");t!==this.#t&&(this.#t=t,this.#o(),this.account=void 0)}getCardSize(){return 8}getGridOptions(){return{columns:12,min_columns:6}}connectedCallback(){super.connectedCallback(),this.requestUpdate()}disconnectedCallback(){super.disconnectedCallback(),this.#o()}shouldUpdate(t){let e=t.get("hass");return!this.#t||!(this.hasUpdated||t.has("hass"))?!1:!e||t.size>1||e.locale!==this.hass.locale||e.localize!==this.hass.localize||e.devices[this.#t]!==this.hass.devices[this.#t]}willUpdate(t){let{connection:e,locale:s}=this.hass;this.isConnected&&(this.#e??=new V(e,this.#t,i=>{this.account=i})),t.has("hass")&&t.get("hass")?.locale.language!==s.language&&this.#a()}render(){let{account:t}=this;return t===void 0||!this.hasTexts?l`<ha-card class="loading" aria-busy="true"></ha-card>`:l`<ha-card>
${t?this.#i(t):this.message("error",this.text("removed"))}
</ha-card>`}#i(t){let{hass:e}=this,s=e.devices[this.#t],i=t.account;return l`
<div class="head">
<h2><bdi>${s?.name_by_user??s?.name}</bdi></h2>
${i&&this.#s(i)}
</div>
${t.problem&&this.#n(t.problem)}
${i&&l`
${this.#r(i)}
<callcard-call .hass=${e} .account=${t} .details=${i}></callcard-call>
${i.numbers.length?l`<callcard-numbers .hass=${e} .numbers=${i.numbers}></callcard-numbers>`:c}
`}
`}#s({balance:t,low:e,last_update:s}){return l`<div>
<div class="balance">
${e?l`<span class="low">${this.text("low")}</span>`:c}
<span class="unseen">${this.text("balance")}</span>
${t?Ut(t,this.hass.locale):this.text("balance_unknown")}
</div>
${s&&l`<div class="quiet">${this.text("as_of",{time:Dt(s,this.hass)})}</div>`}
</div>`}#n({key:t,placeholders:e}){let s=this.exception("callcard",t,e)||this.text("not_ready"),i=this.text(t==="invalid_auth"?"sign_in":"open_account");return l`<div role="alert">${this.message("error",s,i)}</div>`}#r({dial_in_number:t,targets:e}){if(!t)return this.message("unknown",this.text("no_numbers"));let s=e&&(e.contact??S(e.b_number.formatted));return l`<div class="dial">
<div>
<p>${s?this.text("dial_to_reach",{name:s}):this.text("number_to_dial")}</p>
<a href=${t.tel_uri}>${j}<bdi dir="ltr">${t.formatted}</bdi></a>
<p>${G(t.country,this.hass.locale)}</p>
</div>
<callcard-copy .hass=${this.hass} .number=${t}></callcard-copy>
</div>`}#o(){this.#e?.stop(),this.#e=void 0}async#a(){await Promise.all(["config_panel","exceptions"].map(t=>this.hass.loadBackendTranslation(t,"callcard"))),this.hasTexts=!0}};var ee=2,J=class extends p{static styles=[p.styles,f`
button {
display: grid;
place-items: center;
width: 44px;
}
`];static properties={...p.properties,number:{attribute:!1},isCopied:{state:!0}};render(){return l`
<button
type="button"
aria-label=${this.text("copy",{number:this.number.formatted})}
@click=${this.#t}
>
${this.isCopied?q:Nt}
</button>
<span class="unseen" role="status">${this.isCopied?this.text("copied"):""}</span>
`}async#t(){let{number:t}=this.number;window.isSecureContext?await navigator.clipboard.writeText(t):this.#e(t),this.isCopied=!0,window.setTimeout(()=>{this.isCopied=!1},ee*1e3)}#e(t){let e=document.createElement("textarea");e.value=t,this.renderRoot.append(e),e.select(),document.execCommand("copy"),e.remove()}};var X=class extends p{static styles=[p.styles,f`
.list {
max-height: 60vh;
overflow: auto;
}
h3 {
margin-block-start: 12px;
font-weight: 500;
}
li,
a {
display: flex;
align-items: center;
}
a {
flex: 1;
flex-wrap: wrap;
gap: 0 16px;
justify-content: space-between;
}
`];static properties={...p.properties,numbers:{attribute:!1},isOpen:{state:!0}};render(){return l`
<details @toggle=${this.#t}>
<summary>${this.text("numbers")} <span class="quiet">${this.numbers.length}</span></summary>
<div class="list">${this.isOpen?this.#e():c}</div>
</details>
`}#t(t){this.isOpen=t.target.open}#e(){let{locale:t}=this.hass,e=new Map;for(let i of this.numbers){let o=G(i.country,t);e.set(o,[...e.get(o)??[],i])}let{compare:s}=new Intl.Collator(t.language);return[...e].sort(([i],[o])=>s(i,o)).map(([i,o])=>l`
<h3>${i}</h3>
<ul>
${o.map(n=>l`<li>
<a href=${n.tel_uri}>
<bdi dir="ltr">${n.formatted}</bdi>
<span class="quiet">${this.text(`kind_${n.kind}`)}</span>
</a>
<callcard-copy .hass=${this.hass} .number=${n}></callcard-copy>
</li>`)}
</ul>
`)}};var Mt=r=>r.normalize("NFKD").replace(/\p{M}/gu,"").toLowerCase().trim(),Y=class extends p{static styles=[p.styles,F,f`
[role="listbox"] {
position: absolute;
z-index: 1;
inset: calc(100% + 4px) 0 auto;
max-height: 220px;
overflow: auto;
border: 1px solid var(--divider-color);
border-radius: 8px;
background: var(--card-background-color);
box-shadow: 0 2px 12px #0006;
}
[role="option"] {
display: flex;
flex-wrap: wrap;
gap: 0 12px;
align-items: center;
justify-content: space-between;
min-height: 44px;
padding: 0 12px;
cursor: pointer;
}
[role="option"]:hover,
[aria-selected="true"] {
background: var(--secondary-background-color);
}
`];static properties={...p.properties,contacts:{attribute:!1},suggestions:{state:!0},active:{state:!0}};constructor(){super(),this.#e()}get value(){return this.#t?.value.trim()??""}set value(t){this.#t&&(this.#t.value=t),this.#e()}render(){let{active:t,suggestions:e}=this;return l`
<label class="quiet" for="who">${this.text("call_whom")}</label>
<input
id="who"
role="combobox"
aria-autocomplete="list"
aria-controls="list"
aria-expanded=${e.length>0}
aria-activedescendant=${t<0?c:`option-${String(t)}`}
autocapitalize="words"
autocomplete="off"
enterkeyhint="go"
spellcheck="false"
placeholder=${this.text("call_whom_hint")}
@blur=${this.#e}
@input=${this.#i}
@keydown=${this.#n}
/>
<div
id="list"
role="listbox"
aria-label=${this.text("contacts")}
?hidden=${!e.length}
>
${e.map((s,i)=>l`
<div
id="option-${i}"
role="option"
aria-selected=${i===t}
@mousedown=${o=>{o.preventDefault(),this.#r(s)}}
>
<bdi>${s.name}</bdi>
<bdi class="quiet" dir="ltr">${s.formatted}</bdi>
</div>
`)}
</div>
`}updated(){this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({block:"nearest"})}get#t(){return this.renderRoot.querySelector("input")}#e(){this.suggestions=[],this.active=-1}#i(){this.#e(),this.value&&this.#s(this.value)}#s(t){let e=` ${Mt(t)}`,s=t.replace(/\D/g,"");this.suggestions=this.contacts.filter(({name:i,number:o})=>` ${Mt(i)}`.includes(e)||s.length>1&&o.includes(s))}#n(t){let e={ArrowDown:1,ArrowUp:-1}[t.key],s=this.suggestions[this.active];if(e){t.preventDefault(),this.suggestions.length||this.#s(this.value);let i=this.suggestions.length+1;this.active=(this.active+1+e+i)%i-1}else t.key==="Enter"?(t.preventDefault(),s?this.#r(s):this.closest("form")?.requestSubmit()):t.key==="Escape"&&this.suggestions.length&&(t.stopPropagation(),this.#e())}#r({name:t}){this.value=t,this.dispatchEvent(new Event("input",{bubbles:!0}))}};var Z="callcard-card";customElements.get(Z)||(customElements.define("callcard-call",W),customElements.define("callcard-copy",J),customElements.define("callcard-numbers",X),customElements.define("callcard-who",Y),customElements.define(Z,K),(window.customCards??=[]).push({type:Z,name:"Callcard",description:"The balance, the number to dial, and calls by name or number",preview:!0,documentationURL:"https://github.com/OWNER/callcard#dashboard-card",getEntitySuggestion:({entities:r},t)=>{let{platform:e,device_id:s}=r[t]??{};return e==="callcard"&&s?{config:{type:`custom:${Z}`,device_id:s}}:null}}));
/*! Bundled license information:

@lit/reactive-element/css-tag.js:
  (**
   * @license
   * Copyright 2019 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

@lit/reactive-element/reactive-element.js:
lit-html/lit-html.js:
lit-element/lit-element.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/is-server.js:
  (**
   * @license
   * Copyright 2022 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
